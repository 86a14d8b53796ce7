// The hot path: an answer from memory or from the store is, byte for byte, the one that is decided.

#include "service/answer/pipeline.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <initializer_list>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/answer/canonical_key.h"
#include "service/answer/decide.h"
#include "service/base/sha256.h"
#include "service/store/answer_name.h"
#include "service/store/answer_store.h"
#include "service/store/cache_reader.h"
#include "tests/classifier/random_activity.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

// --- requests ---------------------------------------------------------------------------------

void SetPlace(const BusinessActivity& activity, v1::BusinessActivity& out) {
  for (LocationType location : activity.locations)
    out.add_locations(static_cast<v1::LocationType>(location));
  out.set_zone(static_cast<v1::Zone>(activity.zone));
  out.set_extent(static_cast<v1::AdministrativeExtent>(activity.extent));
  out.set_rdtr(static_cast<v1::RdtrStatus>(activity.rdtr));
  out.set_land_condition(static_cast<v1::LandCondition>(activity.land_condition));
  out.mutable_sea()->set_settled_days(activity.settled_days);
  out.mutable_sea()->set_moving_vessel(activity.moving_vessel);
  out.mutable_sea()->set_conservation_core_zone(activity.conservation_core_zone);
  out.mutable_sea()->set_distance_nm(activity.distance_nm);
  out.mutable_forest()->set_function(static_cast<v1::ForestFunction>(activity.forest_function));
  out.mutable_forest()->set_use(static_cast<v1::ForestUse>(activity.forest_use));
  out.set_adjoins_protected_area(activity.adjoins_protected_area);
  for (const std::string& region : activity.region_codes) out.add_region_codes(region);
}

v1::BusinessActivity ActivityOf(const BusinessActivity& activity) {
  v1::BusinessActivity out;
  out.set_kbli_code(activity.code.ToString());
  if (activity.scope.has_value()) {
    out.set_scope_id(activity.scope->code.ToString() + "-" +
                     std::to_string(activity.scope->number));
  }
  out.set_scale(static_cast<v1::BusinessScale>(activity.scale));
  out.mutable_investment()->set_foreign(activity.foreign);
  SetPlace(activity, out);
  out.set_construction(static_cast<v1::Construction>(activity.construction));
  out.set_environment(static_cast<v1::EnvironmentalScreening>(activity.environment));
  out.set_land_area_ha(activity.land_area_ha);
  out.set_legal_form(activity.legal_form);
  for (const std::string& code : activity.held_permits) out.add_held_permits(code);
  for (const std::string& id : activity.authority_parameters) out.add_authority_parameters(id);
  return out;
}

// Full requests at random: every field of RandomActivities, and all that changes how the answer is
// written or under which rules.
class RandomRequests {
 public:
  explicit RandomRequests(std::uint64_t seed) : activities_(Library()->latest(), seed) {}

  v1::ClassifyActivityRequest Next() {
    v1::ClassifyActivityRequest request;
    v1::BusinessActivity& activity = *request.mutable_activity() = ActivityOf(activities_.Next());
    activity.mutable_investment()->set_capital_idr(Pick<std::int64_t>(
        {0, 0, 0, 900'000'000, 6'000'000'000, 10'000'000'000, 50'000'000'000'000}));
    activity.mutable_investment()->set_annual_sales_idr(
        Pick<std::int64_t>({0, 0, 0, 1'000'000'000, 20'000'000'000}));
    activity.set_actor_type(
        activity.investment().foreign()
            ? Pick({v1::ACTOR_TYPE_UNSPECIFIED, v1::ACTOR_TYPE_FOREIGN_ENTITY})
            : Pick({v1::ACTOR_TYPE_UNSPECIFIED, v1::ACTOR_TYPE_ENTITY, v1::ACTOR_TYPE_INDIVIDUAL}));
    for (int held = activities_.Below(3); held > 0; --held) {
      const auto& supporting = Library()->latest().data().supporting_permits;
      activity.add_held_permits(supporting[static_cast<std::size_t>(activities_.Below(
                                               static_cast<int>(supporting.size())))]
                                    .code);
    }
    SetForm(request);
    return request;
  }

  int Below(int limit) { return activities_.Below(limit); }

 private:
  template <typename T>
  T Pick(std::initializer_list<T> values) {
    return values.begin()[activities_.Below(static_cast<int>(values.size()))];
  }

  void SetForm(v1::ClassifyActivityRequest& request) {
    request.set_view(Pick({v1::CLASSIFICATION_VIEW_UNSPECIFIED, v1::CLASSIFICATION_VIEW_BASIC,
                           v1::CLASSIFICATION_VIEW_FULL, v1::CLASSIFICATION_VIEW_FULL}));
    request.set_language_code(Pick<std::string>({"", "", "id", "en"}));
    request.set_as_of(Pick<std::string>({"", "", "", "2026-11-24", "2026-10-01", "2026-01-05",
                                         "2025-07-01", "2027-03-01", "2019-05-05"}));
    request.set_ruleset(Pick<std::string>({"", "", "", "", "pp28-2025", "rulesets/pp24-2018"}));
    request.mutable_activity()->set_filed_on(
        Pick<std::string>({"", "", "", "2026-11-24", "2026-12-22", "2027-12-20", "1999-02-28"}));
    request.set_explain(request.view() != v1::CLASSIFICATION_VIEW_BASIC && Below(10) == 0);
  }

  RandomActivities activities_;
};

// Each scope at each scale on land; every `step`-th of them.
std::vector<v1::ClassifyActivityRequest> Matrix(std::size_t step) {
  std::vector<v1::ClassifyActivityRequest> cells;
  std::size_t at = 0;
  for (const Scope& scope : Library()->latest().data().scopes) {
    for (const int scale : {1, 2, 3, 4}) {
      if (at++ % step != 0) continue;
      v1::BusinessActivity& activity = *cells.emplace_back().mutable_activity();
      activity.set_kbli_code(scope.id.substr(0, 5));
      activity.set_scope_id(scope.id);
      activity.set_scale(static_cast<v1::BusinessScale>(scale));
      activity.add_locations(v1::LOCATION_TYPE_LAND);
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
  absl::StatusOr<ValidatedRequest> Validate(const v1::ClassifyActivityRequest& request) const {
    return ValidateRequest(request, *Library(), TodayInJakarta(clock_), JointLeave::kSkipped);
  }
  // What the steps of deciding alone say, without the pipeline.
  std::string Decided(const v1::ClassifyActivityRequest& request) const {
    const absl::StatusOr<ValidatedRequest> validated = Validate(request);
    if (!validated.ok()) return "status " + validated.status().ToString();
    std::string key;
    AppendActivityKey(*validated->ruleset, validated->activity, key);
    Decision decision;
    const absl::Status status = Decide(*validated, decision);
    if (!status.ok()) return "status " + status.ToString();
    v1::ClassifyActivityResponse response;
    *response.mutable_classification() = Render(decision, *validated, NameOfKey(key));
    return response.SerializeAsString();
  }
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

// --- keys -------------------------------------------------------------------------------------

std::string KeyOf(const ValidatedRequest& validated) {
  std::string key;
  AppendActivityKey(*validated.ruleset, validated.activity, key);
  AppendFormKey(validated, key);
  return key;
}

// Requests that differ from `base` in one field each.
std::vector<v1::ClassifyActivityRequest> Variants(const v1::ClassifyActivityRequest& base) {
  std::vector<std::string> changes = {"language_code: 'en'", "view: CLASSIFICATION_VIEW_BASIC"};
  const auto activity = [&changes](const std::string& text) {
    changes.push_back("activity { " + text + " }");
  };
  const auto enumerated = [&](const std::string& field, int last, const std::string& close = "") {
    for (int value = 1; value <= last; ++value)
      activity(field + ": " + std::to_string(value) + close);
  };
  const RulesetData& data = Library()->latest().data();
  for (const char* day : {"2026-01-05", "2026-10-01", "2026-12-01", "2025-07-01", "2019-05-05"})
    changes.push_back(std::string("as_of: '") + day + "'");
  for (const char* ruleset : {"pp24-2018", "pp28-2025"})
    changes.push_back(std::string("ruleset: '") + ruleset + "'");
  enumerated("kbli_edition", 2);
  enumerated("scale", 4);
  enumerated("zone", 4);
  enumerated("extent", 3);
  enumerated("rdtr", 3);
  enumerated("land_condition", 7);
  enumerated("forest { function", 4, " }");
  enumerated("forest { use", 6, " }");
  enumerated("construction", 4);
  enumerated("environment", 3);
  enumerated("actor_type", 2);
  enumerated("locations", 3);
  for (const char* text : {"scope_id: '56101-1'",
                           "scope_id: '56101-2'",
                           "kbli_code: '47112'",
                           "kbli_code: '68111'",
                           "investment { capital_idr: 1 }",
                           "investment { capital_idr: 20000000000 }",
                           "investment { annual_sales_idr: 60000000000 }",
                           "investment { foreign: true } scale: 4",
                           "investment { foreign: true capital_idr: 5 } scale: 4",
                           "sea { settled_days: 29 }",
                           "sea { settled_days: 30 }",
                           "sea { moving_vessel: true }",
                           "sea { conservation_core_zone: true }",
                           "sea { distance_nm: 12 }",
                           "sea { distance_nm: 12.5 }",
                           "adjoins_protected_area: true",
                           "land_area_ha: 0.5",
                           "land_area_ha: 6",
                           "filed_on: '2026-11-24'",
                           "filed_on: '2026-11-25'",
                           "filed_on: '1969-12-31'",
                           "filed_on: '9999-12-31'"}) {
    activity(text);
  }
  for (const auto* catalogue : {&data.permits, &data.supporting_permits}) {
    for (const Permit& permit : *catalogue) activity("held_permits: '" + permit.code + "'");
  }
  for (const Commitment& duty : data.commitments) {
    if (duty.blocks_stage) activity("held_permits: '" + duty.code + "'");
  }
  for (std::size_t i = 1; i < data.legal_forms.size(); ++i)
    activity("legal_form: '" + data.legal_forms[i] + "'");
  for (const char* region : {"3171", "1271", "3201", "9471"})
    activity(std::string("region_codes: '") + region + "'");
  for (std::size_t i = 0; i < data.authority_parameters.size(); i += 9)
    activity("authority_parameters: '" + data.authority_parameters[i].id + "'");
  std::vector<v1::ClassifyActivityRequest> variants = {base};
  for (const std::string& change : changes)
    variants.push_back(FromText<v1::ClassifyActivityRequest>(change, base));
  return variants;
}

TEST_F(PipelineTest, DifferentAnswersNeverShareAKey) {
  const char* const kBases[] = {
      "",
      "activity { locations: LOCATION_TYPE_SEA }",
      "activity { locations: LOCATION_TYPE_FOREST held_permits: 'NIB' }",
      "activity { filed_on: '2026-11-24' extent: ADMINISTRATIVE_EXTENT_WITHIN_REGENCY }",
      "ruleset: 'pp24-2018' activity { environment: ENVIRONMENTAL_SCREENING_AMDAL }",
  };
  std::map<std::string, std::string> answer_of;
  std::map<std::string, std::string> name_of;  // of the activity's own key
  int answered = 0;
  for (const char* base : kBases) {
    for (const v1::ClassifyActivityRequest& request : Variants(SoundRequest(base))) {
      const absl::StatusOr<ValidatedRequest> validated = Validate(request);
      if (!validated.ok()) continue;
      ++answered;
      const auto [answer, is_new] = answer_of.try_emplace(KeyOf(*validated), Decided(request));
      EXPECT_TRUE(is_new || answer->second == Decided(request)) << request.DebugString();
      std::string key;
      AppendActivityKey(*validated->ruleset, validated->activity, key);
      const auto [name, is_new_name] = name_of.try_emplace(NameOfKey(key), key);
      EXPECT_EQ(name->second, key);
      EXPECT_TRUE(DigitsOfName(name->first).has_value());
    }
  }
  EXPECT_GT(answered, 700);
}

TEST_F(PipelineTest, RandomRequestsOfOneKeyHaveOneAnswer) {
  RandomRequests requests(11);
  std::map<std::string, std::string> answer_of;
  for (int i = 0; i < 300; ++i) {
    v1::ClassifyActivityRequest request = requests.Next();
    request.set_explain(false);
    // Neighbours: a few codes and no amounts, so that keys do meet.
    request.mutable_activity()->clear_investment();
    for (const char* code : {"56101", "47112"}) {
      request.mutable_activity()->set_kbli_code(code);
      request.mutable_activity()->clear_scope_id();
      const absl::StatusOr<ValidatedRequest> validated = Validate(request);
      if (!validated.ok()) continue;
      const auto [answer, is_new] = answer_of.try_emplace(KeyOf(*validated), Decided(request));
      EXPECT_TRUE(is_new || answer->second == Decided(request)) << request.DebugString();
    }
  }
}

TEST_F(PipelineTest, WhatChangesNoAnswerChangesNoKey) {
  const auto key_of = [this](const std::string& changes) {
    const absl::StatusOr<ValidatedRequest> validated = Validate(SoundRequest(changes));
    EXPECT_TRUE(validated.ok()) << validated.status();
    return KeyOf(*validated);
  };
  EXPECT_EQ(key_of("activity { held_permits: ['NIB', 'PKKPR'] }"),
            key_of("activity { held_permits: ['PKKPR', 'NIB', 'PKKPR'] }"));
  EXPECT_EQ(key_of("activity { region_codes: ['1271', '3171'] }"),
            key_of("activity { region_codes: ['3171', '1271'] }"));
  EXPECT_EQ(key_of("activity { locations: LOCATION_TYPE_SEA }"),
            key_of("activity { locations: LOCATION_TYPE_SEA sea {} }"));
  EXPECT_EQ(key_of("as_of: '2026-11-24'"), key_of(""));
  EXPECT_EQ(key_of("ruleset: 'rulesets/pp28-2025'"), key_of(""));
  EXPECT_EQ(key_of("language_code: 'id' view: CLASSIFICATION_VIEW_FULL"), key_of(""));
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
  std::string key;
  AppendActivityKey(*validated.ruleset, validated.activity, key);
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
  PutAnswer(*store_, *Validate(SoundRequest()), answer_);
  v1::ClassifyActivityResponse response;
  *response.mutable_classification() = answer_;
  EXPECT_EQ(FromStore(), response.SerializeAsString());
}

TEST_F(StoredAnswerTest, OfAnotherNameIsDecidedAnew) {
  answer_.set_name("classifications/00000000000000000000000000000000");
  PutAnswer(*store_, *Validate(SoundRequest()), answer_);
  EXPECT_EQ(FromStore(), Decided(SoundRequest()));
}

TEST_F(StoredAnswerTest, ThatCannotBeReadIsDecidedAnew) {
  const absl::StatusOr<ValidatedRequest> validated = Validate(SoundRequest());
  std::string key;
  AppendActivityKey(*validated->ruleset, validated->activity, key);
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
  PutAnswer(*store_, *Validate(SoundRequest()), answer_);
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

// The compiler refuses such rules; should they come from elsewhere, no answer is better than half of
// one.
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

// --- AnswerCache ------------------------------------------------------------------------------

std::shared_ptr<const EncodedAnswer> AnswerOf(const std::string& name, std::size_t bytes = 100) {
  auto answer = std::make_shared<EncodedAnswer>();
  answer->response = grpc::Slice(std::string(bytes, 'x'));
  answer->name = name;
  return answer;
}

TEST(AnswerCacheTest, IsBoundedByBytes) {
  constexpr std::size_t kMax = std::size_t{256} << 10;
  AnswerCache cache(kMax);
  for (int i = 0; i < 5000; ++i) {
    const std::string key = "key " + std::to_string(i);
    cache.Insert(key, AnswerOf(key, static_cast<std::size_t>(i % 900)));
    ASSERT_LE(cache.counters().bytes, kMax);
  }
  const AnswerCache::Counters counters = cache.counters();
  EXPECT_GT(counters.bytes, kMax / 2);
  EXPECT_GT(counters.entries, 100U);
  EXPECT_EQ(counters.entries + counters.evictions, 5000U);
}

TEST(AnswerCacheTest, LosesWhatWasUsedLeastLately) {
  AnswerCache cache(std::size_t{256} << 10);
  cache.Insert("used", AnswerOf("used"));
  cache.Insert("left", AnswerOf("left"));
  for (int i = 0; i < 5000; ++i) {
    cache.Insert(std::to_string(i), AnswerOf(std::to_string(i)));
    ASSERT_NE(cache.Find("used"), nullptr) << i;
  }
  EXPECT_EQ(cache.Find("left"), nullptr);
  EXPECT_EQ(cache.Find("0"), nullptr);
  ASSERT_NE(cache.Find("4999"), nullptr);
  EXPECT_EQ(cache.Find("4999")->name, "4999");
}

TEST(AnswerCacheTest, CountsHitsAndMisses) {
  AnswerCache cache(std::size_t{1} << 20);
  EXPECT_EQ(cache.Find("key"), nullptr);
  cache.Insert("key", AnswerOf("first"));
  cache.Insert("key", AnswerOf("second"));  // the one that was quicker stays
  EXPECT_EQ(cache.Find("key")->name, "first");
  EXPECT_EQ(cache.Find(std::string("key\0", 4)), nullptr);
  const AnswerCache::Counters counters = cache.counters();
  EXPECT_EQ(counters.hits, 1U);
  EXPECT_EQ(counters.misses, 2U);
  EXPECT_EQ(counters.entries, 1U);
  EXPECT_EQ(counters.evictions, 0U);
  EXPECT_GT(counters.bytes, 100U);
}

TEST(AnswerCacheTest, TakesNothingLargerThanAShard) {
  AnswerCache cache(16 * 1000);
  cache.Insert("small", AnswerOf("small"));
  cache.Insert("large", AnswerOf("large", 2000));
  EXPECT_EQ(cache.Find("large"), nullptr);
  EXPECT_NE(cache.Find("small"), nullptr);
  EXPECT_EQ(cache.counters().evictions, 0U);
  AnswerCache none(0);
  none.Insert("small", AnswerOf("small"));
  EXPECT_EQ(none.counters().entries, 0U);
}

TEST(AnswerCacheTest, AnAnswerOutlivesItsEviction) {
  AnswerCache cache(16 * 1000);
  cache.Insert("first", AnswerOf("first", 300));
  const std::shared_ptr<const EncodedAnswer> held = cache.Find("first");
  for (int i = 0; i < 1000; ++i) cache.Insert(std::to_string(i), AnswerOf("other", 300));
  EXPECT_EQ(cache.Find("first"), nullptr);
  EXPECT_EQ(BytesOf(held->response), std::string(300, 'x'));
}

TEST(AnswerCacheTest, ServesFourThreads) {
  AnswerCache cache(std::size_t{64} << 10);  // so small that it evicts all the time
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  std::atomic<std::uint64_t> looked{0};
  for (unsigned seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 random(seed);
      for (int i = 0; i < 20000; ++i) {
        const std::string key = std::to_string(random() % 400);
        ++looked;
        const std::shared_ptr<const EncodedAnswer> found = cache.Find(key);
        if (found == nullptr) {
          cache.Insert(key, AnswerOf(key, 200));
        } else if (found->name != key || found->response.size() != 200) {
          ++wrong;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  const AnswerCache::Counters counters = cache.counters();
  EXPECT_EQ(counters.hits + counters.misses, looked);
  EXPECT_LE(counters.bytes, std::size_t{64} << 10);
  EXPECT_GT(counters.hits, 1000U);
  EXPECT_GT(counters.evictions, 1000U);
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
