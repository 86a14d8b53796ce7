#include "service/cli/ask.h"

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;

std::unique_ptr<Backend> Local() { return *MakeBackend({}); }

v1::ListReferenceValuesRequest Regions(const std::string& more) {
  return FromText<v1::ListReferenceValuesRequest>("kind: 'region' " + more);
}

TEST(AllPagesTest, GiveEveryItemOnceAndInOrder) {
  const std::unique_ptr<Backend> backend = Local();
  const auto at_once = backend->ListReferenceValues(Regions(""));
  ASSERT_EQ(at_once->values_size(), 552);  // fewer than a page holds
  const auto all = AllPages(*backend, &Backend::ListReferenceValues, Regions("page_size: 100"));
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(all->ShortDebugString(), at_once->ShortDebugString());
}

auto Fetched(Backend& backend) {
  return [&backend](const v1::ListReferenceValuesRequest& request) {
    return backend.ListReferenceValues(request);
  };
}

TEST(ForEachPageTest, TakesOneAfterTheOther) {
  const std::unique_ptr<Backend> backend = Local();
  std::vector<int> sizes;
  const absl::Status status = ForEachPage(
      Fetched(*backend), Regions("page_size: 250"),
      [&](const v1::ListReferenceValuesResponse& page) { sizes.push_back(page.values_size()); });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_THAT(sizes, ::testing::ElementsAre(250, 250, 52));
}

TEST(ForEachPageTest, EndsAtAFailure) {
  const std::unique_ptr<Backend> backend = Local();
  int pages = 0;
  const absl::Status status = ForEachPage(Fetched(*backend), Regions("page_token: 'x'"),
                                          [&](const v1::ListReferenceValuesResponse&) { ++pages; });
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(pages, 0);
  EXPECT_EQ(
      AllPages(*backend, &Backend::ListReferenceValues, Regions("page_size: -1")).status().code(),
      absl::StatusCode::kInvalidArgument);
}

TEST(AskTest, PrintsWhatWasFetched) {
  const v1::ListReferenceValuesRequest request = Regions("page_size: 1");
  int printed = 0;
  const int exit_code = Ask(
      AskOptions(), [&](Backend& backend) { return backend.ListReferenceValues(request); },
      [&](const v1::ListReferenceValuesResponse& answer) { printed += answer.values_size(); });
  EXPECT_EQ(exit_code, 0);
  EXPECT_EQ(printed, 1);
}

TEST(AskTest, ReportsAFailureInsteadOfPrinting) {
  const v1::ListReferenceValuesRequest request = Regions("page_size: -1");
  int printed = 0;
  const int exit_code = Ask(
      AskOptions(), [&](Backend& backend) { return backend.ListReferenceValues(request); },
      [&](const v1::ListReferenceValuesResponse&) { ++printed; });
  EXPECT_EQ(exit_code, kRefused);
  EXPECT_EQ(printed, 0);
}

TEST(AskTest, WithoutABackendNothingIsFetched) {
  AskOptions options;
  options.backend.rulesets = "no/such/folder";
  int fetched = 0;
  const int exit_code = Ask(
      options,
      [&](Backend& backend) {
        ++fetched;
        return backend.ListReferenceValues({});
      },
      [](const v1::ListReferenceValuesResponse&) {});
  EXPECT_NE(exit_code, 0);
  EXPECT_EQ(fetched, 0);
}

}  // namespace
}  // namespace izin::cli
