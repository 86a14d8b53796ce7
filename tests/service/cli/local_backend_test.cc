// Answers of this process, without a server: the same as a pipeline's.

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "service/cli/backend.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/writing.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;
using ::izin::testing::SoundRequest;
using ::izin::testing::TempFolder;

std::unique_ptr<Backend> Made(const BackendOptions& options = {}) {
  absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options);
  EXPECT_TRUE(backend.ok()) << backend.status();
  return *std::move(backend);
}

TEST(LocalBackendTest, AnswersOneAsItAnswersMany) {
  const std::unique_ptr<Backend> backend = Made();
  v1::BatchClassifyActivitiesRequest batch;
  *batch.add_requests() = SoundRequest();
  *batch.add_requests() = SoundRequest("activity { kbli_code: '99998' }");
  *batch.add_requests() = SoundRequest("activity { kbli_code: '47112' }");
  const auto answers = backend->ClassifyBatch(batch);
  ASSERT_TRUE(answers.ok()) << answers.status();
  ASSERT_EQ(answers->results_size(), 3);
  EXPECT_EQ(answers->results(0).classification().SerializeAsString(),
            backend->Classify(batch.requests(0))->SerializeAsString());
  EXPECT_EQ(answers->results(1).error().code(), 5);
  EXPECT_EQ(answers->results(2).classification().kbli_code(), "47112");
}

TEST(LocalBackendTest, AFolderThatHoldsNoRulesetsIsRefused) {
  const TempFolder empty;
  EXPECT_FALSE(MakeBackend({.rulesets = empty.path()}).ok());
}

TEST(LocalBackendTest, WithoutDataThereAreNoDecisions) {
  const std::unique_ptr<Backend> backend = Made();
  std::vector<std::string> lost;
  const auto list = backend->ListDecisions({}, lost);
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_EQ(list->decisions_size(), 0);
  v1::GetDecisionRequest request;
  request.set_id(std::string(32, '0'));
  EXPECT_TRUE(absl::IsNotFound(backend->GetDecision(request).status()));
}

TEST(LocalBackendTest, ReadsTheDataOfAServer) {
  const TempFolder folder;
  const izin::testing::FakeClock clock(
      izin::testing::FakeClock::NoonInJakarta(izin::testing::kToday));
  Store::Options options;
  options.path = folder.path();
  const std::unique_ptr<Store> store = *Store::Open(options);
  std::string id;
  {
    izin::testing::Writing writing(*store, {}, clock);
    const auto answer = std::make_shared<const AnswerFacts>(
        AnswerFacts{.ruleset = izin::testing::Library()->latest().versioned_name(),
                    .edition = v1::KBLI_EDITION_2025});
    id = izin::testing::AppendOne(writing.log, "portal", SoundRequest().SerializeAsString(), answer)
             ->ToString();
  }
  const std::unique_ptr<Backend> backend = Made({.data_dir = folder.path()});
  v1::GetDecisionRequest request;
  request.set_id(id);
  EXPECT_EQ(backend->GetDecision(request)->caller(), "portal");
  int found = 0;
  EXPECT_TRUE(
      backend
          ->ReplayDecisions(FromText<v1::ReplayDecisionsRequest>("ruleset: 'pp24-2018'"),
                            [&found](const v1::ReplayDecisionsResponse&) { return ++found > 0; })
          .ok());
  EXPECT_EQ(found, 1);
  EXPECT_TRUE(absl::IsNotFound(MakeBackend({.data_dir = folder / "none"}).status()));
}

}  // namespace
}  // namespace izin::cli
