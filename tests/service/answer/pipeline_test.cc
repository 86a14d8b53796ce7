// The hot path: an answer from memory or from the store is, byte for byte, the one that is decided.

#include "service/answer/pipeline.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/base/sha256.h"
#include "service/store/answer_name.h"
#include "service/store/answer_store.h"
#include "service/store/cache_reader.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/deciding.h"
#include "tests/service/random_requests.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// --- requests ---------------------------------------------------------------------------------

// Each scope at each scale that its capital may have, on land; every `step`-th of them.
std::vector<v1::ClassifyActivityRequest> Matrix(std::size_t step) {
  std::vector<v1::ClassifyActivityRequest> cells;
  std::size_t at = 0;
  for (const Scope& scope : Library()->latest().data().scopes) {
    for (const int scale : {1, 2, 3, 4}) {
      if (at++ % step != 0) continue;
      if (scope.only_foreign && scale != 4) continue;  // foreign capital is always large
      v1::BusinessActivity& activity = *cells.emplace_back().mutable_activity();
      activity.set_kbli_code(scope.id.substr(0, 5));
      activity.set_scope_id(scope.id);
      activity.set_scale(static_cast<v1::BusinessScale>(scale));
      activity.add_locations(v1::LOCATION_TYPE_LAND);
      if (scope.only_foreign) activity.mutable_investment()->set_foreign(true);
    }
  }
  return cells;
}

std::size_t NumberFrom(const char* name, std::size_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<std::size_t>(std::stoul(text));
}

// --- pipelines --------------------------------------------------------------------------------

std::string BytesOf(const grpc::Slice& slice) {
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

// What a call gives: the bytes of the response, or the status.
std::string Outcome(const absl::StatusOr<std::shared_ptr<const EncodedAnswer>>& answer) {
  return answer.ok() ? BytesOf((*answer)->response) : "status " + answer.status().ToString();
}
std::string Outcome(const Pipeline& pipeline, const v1::ClassifyActivityRequest& request) {
  return Outcome(pipeline.Answer({.request = &request}));
}

// A pipeline with memory, a store and a writer, as a server has it.
class KeepingPipeline {
 public:
  KeepingPipeline(const Clock& clock, const std::string& path)
      : store_(OpenedAt(path)),
        writing_(*store_, {}, clock),
        pipeline_(Rulesets(), clock, JointLeave::kSkipped,
                  {.memory = &cache_, .store = store_.get(), .writer = &writing_.answers}) {}

  const Pipeline& pipeline() const { return pipeline_; }
  const Store& store() const { return *store_; }
  AnswerCache& cache() { return cache_; }

 private:
  static std::unique_ptr<Store> OpenedAt(const std::string& path) {
    Store::Options options;
    options.path = path;
    absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }

  AnswerCache cache_{std::size_t{64} << 20};
  std::unique_ptr<Store> store_;
  Writing writing_;
  Pipeline pipeline_;
};

class PipelineTest : public ::testing::Test {
 protected:
  Pipeline With(const Pipeline::Parts& parts) const {
    return Pipeline(Rulesets(), clock_, JointLeave::kSkipped, parts);
  }

  // Every pipeline gives for each request what is decided. Counts the answers that the store kept.
  int ExpectSameBytes(const std::vector<v1::ClassifyActivityRequest>& requests) {
    const Pipeline plain = With({});
    AnswerCache cache(std::size_t{64} << 20);
    const Pipeline cached = With({.memory = &cache});
    std::vector<std::string> fingerprints;
    const TempFolder folder;
    {
      KeepingPipeline kept(clock_, folder.path());
      for (const v1::ClassifyActivityRequest& request : requests) {
        const std::string decided = Decided(request);
        fingerprints.push_back(Sha256Hex(decided));
        EXPECT_TRUE(Outcome(plain, request) == decided) << request.DebugString();
        EXPECT_TRUE(Outcome(cached, request) == decided) << request.DebugString();
        EXPECT_TRUE(Outcome(cached, request) == decided) << request.DebugString();
        EXPECT_TRUE(Outcome(kept.pipeline(), request) == decided) << request.DebugString();
        if (HasFailure()) return 0;
      }
    }
    return ExpectSameAfterARestart(requests, fingerprints, folder.path());
  }

  int ExpectSameAfterARestart(const std::vector<v1::ClassifyActivityRequest>& requests,
                              const std::vector<std::string>& fingerprints,
                              const std::string& path) {
    KeepingPipeline kept(clock_, path);
    int names = 0;
    EXPECT_TRUE(kept.store()
                    .Scan(Family::kClassification, "n", "o",
                          [&names](absl::string_view, absl::string_view) { return ++names > 0; })
                    .ok());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const std::string again = Sha256Hex(Outcome(kept.pipeline(), requests[i]));
      EXPECT_EQ(again, fingerprints[i]) << requests[i].DebugString();
      if (HasFailure()) return names;
    }
    return names;
  }

  FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
};

// --- cache on == cache off --------------------------------------------------------------------

// Every cell with IZIN_PROPERTY_ALL=1.
TEST_F(PipelineTest, GivesEveryCellOfTheMatrixAsDecided) {
  const std::vector<v1::ClassifyActivityRequest> cells =
      Matrix(std::getenv("IZIN_PROPERTY_ALL") == nullptr ? 7 : 1);
  constexpr std::size_t kChunk = 1000;  // no more than wait for the store at once
  for (std::size_t at = 0; at < cells.size(); at += kChunk) {
    const std::size_t end = std::min(at + kChunk, cells.size());
    const std::vector<v1::ClassifyActivityRequest> chunk(
        cells.begin() + static_cast<std::ptrdiff_t>(at),
        cells.begin() + static_cast<std::ptrdiff_t>(end));
    // All of them are of the form that the store keeps.
    ASSERT_EQ(ExpectSameBytes(chunk), static_cast<int>(chunk.size()));
  }
}

// As many as IZIN_PROPERTY_CASES says, from a seed.
TEST_F(PipelineTest, GivesRandomRequestsAsDecided) {
  RandomRequests requests(20251124);
  for (std::size_t left = NumberFrom("IZIN_PROPERTY_CASES", 2000); left > 0;) {
    std::vector<v1::ClassifyActivityRequest> chunk;
    for (; left > 0 && chunk.size() < 1000; --left) chunk.push_back(requests.Next());
    const int kept = ExpectSameBytes(chunk);
    ASSERT_FALSE(HasFailure());
    EXPECT_GT(kept, static_cast<int>(chunk.size()) / 20);
  }
}

TEST_F(PipelineTest, RandomRequestsAreMostlyAnswered) {
  RandomRequests requests(3);
  int answered = 0;
  for (int i = 0; i < 200; ++i) answered += izin::testing::Answer(requests.Next()).ok() ? 1 : 0;
  EXPECT_GT(answered, 100);
}

// --- memory and store -------------------------------------------------------------------------

TEST_F(PipelineTest, FindsTheSecondOfTwoInMemory) {
  AnswerCache cache(std::size_t{1} << 20);
  const Pipeline pipeline = With({.memory = &cache});
  const v1::ClassifyActivityRequest request = SoundRequest();
  const auto first = *pipeline.Answer({.request = &request});
  const auto second = *pipeline.Answer({.request = &request});
  EXPECT_EQ(first, second);  // the same object
  EXPECT_EQ(cache.counters().hits, 1U);
  EXPECT_EQ(cache.counters().misses, 1U);
  EXPECT_EQ(first->outcome, v1::OUTCOME_DECIDED);
  EXPECT_EQ(first->ruleset, Library()->latest().versioned_name());
}

TEST_F(PipelineTest, NeverKeepsAnExplanation) {
  const TempFolder folder;
  {
    KeepingPipeline kept(clock_, folder.path());
    const v1::ClassifyActivityRequest request = SoundRequest("explain: true");
    EXPECT_EQ(Outcome(kept.pipeline(), request), Decided(request));
    EXPECT_EQ(kept.cache().counters().entries, 0U);
    EXPECT_EQ(kept.cache().counters().misses, 0U);
    // Nor is one given where the plain answer is kept.
    ASSERT_TRUE(kept.pipeline().Classify(SoundRequest()).ok());
    EXPECT_EQ(Outcome(kept.pipeline(), request), Decided(request));
    EXPECT_EQ(Outcome(kept.pipeline(), SoundRequest()), Decided(SoundRequest()));
  }
  KeepingPipeline again(clock_, folder.path());
  EXPECT_EQ(Outcome(again.pipeline(), SoundRequest("explain: true")),
            Decided(SoundRequest("explain: true")));
}

// Puts `classification` in the store as the answer to SoundRequest().
void PutAnswer(Store& store, const ValidatedRequest& validated,
               const v1::Classification& classification) {
  const std::string key = ActivityKeyOf(validated);
  StoreBatch batch;
  AddAnswer(key, *DigitsOfName(NameOfKey(key)), classification.outcome(),
            classification.risk_level(), classification.SerializeAsString(), absl::Now(), batch);
  ASSERT_TRUE(store.Write(batch, Durability::kProcess).ok());
}

class StoredAnswerTest : public PipelineTest {
 protected:
  StoredAnswerTest() {
    Store::Options options;
    options.path = folder_.path();
    store_ = *Store::Open(options);
  }
  std::string FromStore() const { return Outcome(With({.store = store_.get()}), SoundRequest()); }

  TempFolder folder_;
  std::unique_ptr<Store> store_;
  v1::Classification answer_ = *izin::testing::Answer(SoundRequest());
};

TEST_F(StoredAnswerTest, IsGivenAsItIsKept) {
  answer_.set_outcome(v1::OUTCOME_REFUSED);  // so that it is known again
  PutAnswer(*store_, *Validated(SoundRequest()), answer_);
  v1::ClassifyActivityResponse response;
  *response.mutable_classification() = answer_;
  EXPECT_EQ(FromStore(), response.SerializeAsString());
}

TEST_F(StoredAnswerTest, OfAnotherNameIsDecidedAnew) {
  answer_.set_name("classifications/00000000000000000000000000000000");
  PutAnswer(*store_, *Validated(SoundRequest()), answer_);
  EXPECT_EQ(FromStore(), Decided(SoundRequest()));
}

TEST_F(StoredAnswerTest, ThatCannotBeReadIsDecidedAnew) {
  const absl::StatusOr<ValidatedRequest> validated = Validated(SoundRequest());
  const std::string key = ActivityKeyOf(*validated);
  for (const std::string& value :
       {std::string(), std::string(9, '\0'), std::string(40, '\xFF'), std::string(10, '\0'),
        std::string(8, '\0') + "\x01\x01" + std::string("\x0A\x7Fxx")}) {
    StoreBatch batch;
    batch.Put(Family::kClassification, key, value);
    ASSERT_TRUE(store_->Write(batch, Durability::kProcess).ok());
    EXPECT_EQ(FromStore(), Decided(SoundRequest()));
    EXPECT_TRUE(
        absl::IsNotFound(With({.store = store_.get()}).Answer({.name = answer_.name()}).status()));
  }
}

TEST_F(StoredAnswerTest, IsFoundByItsName) {
  PutAnswer(*store_, *Validated(SoundRequest()), answer_);
  const auto kept = With({.store = store_.get()}).Answer({.name = answer_.name()});
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ((*kept)->Decode().SerializeAsString(), answer_.SerializeAsString());
  const absl::StatusOr<CacheReader> reader = CacheReader::Open(folder_.path());
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ(reader->Get(answer_.name())->SerializeAsString(), answer_.SerializeAsString());
}

TEST_F(StoredAnswerTest, OfNoNameIsRefused) {
  const Pipeline with = With({.store = store_.get()});
  const Pipeline without = With({});
  for (const Pipeline* pipeline : {&with, &without}) {
    for (const char* name :
         {"", "classifications/", "0123456789abcdef0123456789abcdef",
          "classifications/0123456789ABCDEF0123456789ABCDEF",
          "classifications/0123456789abcdef0123456789abcdef0", "classifications/é"}) {
      const absl::Status status = pipeline->Answer({.name = name}).status();
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << name;
      EXPECT_THAT(status.message(), HasSubstr("want classifications/<32 hex digits>"));
    }
    const absl::Status unknown = pipeline->Answer({.name = answer_.name()}).status();
    EXPECT_EQ(unknown.code(), absl::StatusCode::kNotFound) << unknown;
    EXPECT_THAT(unknown.message(), HasSubstr("classify the activity again"));
  }
}

TEST_F(PipelineTest, AStoreThatFailsIsAMiss) {
  const TempFolder folder;
  KeepingPipeline(clock_, folder.path()).pipeline().Classify(SoundRequest()).IgnoreError();
  Store::Options options;
  options.path = folder.path();
  const std::unique_ptr<Store> store = *Store::OpenReadOnly(options);
  Writing writing(*store, {}, clock_);  // whose writes all fail
  AnswerCache cache(std::size_t{1} << 20);
  const Pipeline pipeline =
      With({.memory = &cache, .store = store.get(), .writer = &writing.answers});
  const v1::ClassifyActivityRequest other = SoundRequest("activity { kbli_code: '47112' }");
  for (const auto& request : {SoundRequest(), other, other})
    EXPECT_EQ(Outcome(pipeline, request), Decided(request));
}

// The compiler refuses such rules; should they come from elsewhere, no answer is better than half
// of one.
TEST_F(PipelineTest, ARulesetWithAGapGivesNoAnswer) {
  RulesetData data = Library()->latest().data();
  for (DecisionTable& table : data.tables) {
    if (table.role == TableRole::kLicences) table.rows.clear();
  }
  const RulesetHolder rulesets(std::make_shared<const RulesetLibrary>(
      std::vector<std::shared_ptr<const Ruleset>>{std::make_shared<Ruleset>(std::move(data))}));
  AnswerCache cache(std::size_t{1} << 20);
  const Pipeline pipeline(rulesets, clock_, JointLeave::kSkipped, {.memory = &cache});
  GivenRecords given;
  const v1::ClassifyActivityRequest request = SoundRequest();
  const absl::Status status = pipeline.Answer({.request = &request, .given = &given}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
  EXPECT_THAT(status.message(), HasSubstr("has no rule for this activity"));
  EXPECT_EQ(cache.counters().entries, 0U);
  EXPECT_TRUE(given.empty());
}

TEST(PipelineDayTest, IsTheDateInJakarta) {
  // 23:00 in Jakarta.
  FakeClock clock(absl::FromCivil(absl::CivilHour(2026, 11, 24, 16), absl::UTCTimeZone()));
  const Pipeline pipeline(Rulesets(), clock);
  const auto request = SoundRequest("as_of: '2026-11-25'");
  EXPECT_THAT(CodesOf(pipeline.Classify(request)->warnings()), Contains("FUTURE_DATE"));
  clock.AdvanceBy(absl::Minutes(59));
  EXPECT_THAT(CodesOf(pipeline.Classify(request)->warnings()), Contains("FUTURE_DATE"));
  clock.AdvanceBy(absl::Minutes(1));
  EXPECT_THAT(CodesOf(pipeline.Classify(request)->warnings()), Not(Contains("FUTURE_DATE")));
}

TEST_F(PipelineTest, ServesFourThreads) {
  const TempFolder folder;
  KeepingPipeline kept(clock_, folder.path());
  std::vector<v1::ClassifyActivityRequest> requests;
  std::vector<std::string> decided;
  RandomRequests random(4);
  for (int i = 0; i < 40; ++i) {
    requests.push_back(random.Next());
    decided.push_back(Decided(requests.back()));
  }
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (std::size_t first = 0; first < 4; ++first) {
    threads.emplace_back([&, first] {
      for (std::size_t i = 0; i < 160; ++i) {
        const std::size_t at = (first * 10 + i) % requests.size();
        if (Outcome(kept.pipeline(), requests[at]) != decided[at]) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace izin::testing
