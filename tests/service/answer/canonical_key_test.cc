// The key of an answer forgets no field: whatever a request may say is tried, found by reflection.

#include "service/answer/canonical_key.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/answer/pipeline.h"
#include "tests/service/answering.h"
#include "tests/service/deciding.h"
#include "tests/service/random_requests.h"

namespace izin::testing {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// --- what is tried ----------------------------------------------------------------------------

// Values of a field in text format, any two of which may change an answer. Of an enum or a bool,
// where none are named here, every value that the contract has.
const std::map<std::string, std::vector<std::string>>& ValuesByPath() {
  static const auto* const values = new std::map<std::string, std::vector<std::string>>{
      {"activity.kbli_code", {"'03211'", "'10710'", "'35111'", "'47112'", "'56101'", "'68122'"}},
      {"activity.kbli_edition", {}},
      {"activity.scope_id", {"''", "'56101-1'", "'56101-2'"}},
      {"activity.scale", {}},
      {"activity.locations",
       {"[LOCATION_TYPE_LAND]", "[LOCATION_TYPE_SEA]", "[LOCATION_TYPE_FOREST]",
        "[LOCATION_TYPE_LAND, LOCATION_TYPE_SEA]", "[LOCATION_TYPE_SEA, LOCATION_TYPE_FOREST]"}},
      {"activity.investment.capital_idr", {"0", "900000000", "6000000000", "20000000000"}},
      {"activity.investment.annual_sales_idr", {"0", "1000000000", "60000000000"}},
      {"activity.investment.foreign", {}},
      {"activity.zone", {}},
      {"activity.extent", {}},
      {"activity.rdtr", {}},
      {"activity.land_condition", {}},
      {"activity.sea.settled_days", {"0", "29", "30", "2147483647"}},
      {"activity.sea.moving_vessel", {}},
      {"activity.sea.conservation_core_zone", {}},
      {"activity.sea.distance_nm", {"0", "0.5", "12", "12.5", "1e300"}},
      {"activity.forest.function", {}},
      {"activity.forest.use", {}},
      {"activity.construction", {}},
      {"activity.environment", {}},
      {"activity.adjoins_protected_area", {}},
      {"activity.held_permits",
       {"[]", "['NIB']", "['PKKPR']", "['NIB', 'PKKPR']", "['IZIN_LOKASI']", "['TATA_BATAS']",
        "['UMKU_BANK_MATA_RS']", "['NIB', 'UMKU_BANK_MATA_RS']"}},
      {"activity.region_codes",
       {"[]", "['1271']", "['3171']", "['1271', '1275']", "['1271', '3171']"}},
      {"activity.actor_type", {}},
      {"activity.land_area_ha", {"0", "0.5", "6", "1e300"}},
      {"activity.filed_on",
       {"''", "'1969-12-31'", "'1970-01-01'", "'2026-11-24'", "'2026-11-25'", "'9999-12-31'"}},
      {"activity.legal_form", {"''", "'BUMD'", "'CV'", "'KOPERASI'", "'PT'"}},
      {"activity.authority_parameters",
       {"[]", "['ap-743601']", "['ap-dfd8cf']", "['ap-743601', 'ap-dfd8cf']"}},
      {"ruleset", {"''", "'pp24-2018'", "'pp28-2025'"}},
      {"as_of", {"''", "'2019-05-05'", "'2026-01-05'", "'2026-08-01'", "'2026-12-01'"}},
      {"view", {}},
      {"language_code", {"''", "'en'"}},
      {"explain", {}},
  };
  return *values;
}

// Pairs of values that mean the same on top of every request. They may share a key, and do.
struct Synonyms {
  const char* path;
  const char* one;
  const char* other;
  const char* why;
};
constexpr Synonyms kSynonyms[] = {
    {"activity.locations", "[LOCATION_TYPE_LAND, LOCATION_TYPE_SEA]",
     "[LOCATION_TYPE_SEA, LOCATION_TYPE_LAND]", "a set"},
    {"activity.held_permits", "['NIB', 'PKKPR']", "['PKKPR', 'NIB', 'PKKPR']", "a set"},
    {"activity.region_codes", "['1271', '3171']", "['3171', '1271']", "a set"},
    {"activity.authority_parameters", "['ap-743601', 'ap-dfd8cf']",
     "['ap-dfd8cf', 'ap-743601', 'ap-dfd8cf']", "a set"},
    {"ruleset", "'pp28-2025'", "'rulesets/pp28-2025'", "two names of one ruleset"},
    {"as_of", "''", "'2026-11-24'", "absent means today"},
    {"as_of", "'2026-12-01'", "'2027-03-01'", "both lie after today, under the same rules"},
    {"view", "CLASSIFICATION_VIEW_UNSPECIFIED", "CLASSIFICATION_VIEW_FULL", "absent means FULL"},
    {"language_code", "''", "'id'", "absent means Indonesian"},
};

bool AreSynonyms(const std::string& path, const std::string& one, const std::string& other) {
  return std::any_of(std::begin(kSynonyms), std::end(kSynonyms), [&](const Synonyms& same) {
    return same.path == path &&
           ((same.one == one && same.other == other) || (same.one == other && same.other == one));
  });
}

// Fields that no key holds, each with the reason why it never matters.
const std::map<std::string, std::string>& FieldsOfNoKey() {
  static const auto* const fields = new std::map<std::string, std::string>{
      {"explain", "an explanation is neither recalled nor remembered"},
  };
  return *fields;
}

// Requests that each read other fields.
constexpr const char* kBases[] = {
    "activity { kbli_code: '56101' scale: BUSINESS_SCALE_MICRO locations: LOCATION_TYPE_LAND }",
    "activity { kbli_code: '56101' scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_LAND "
    "  scope_id: '56101-2' construction: CONSTRUCTION_NEW_BUILDING }",
    "activity { kbli_code: '56101' scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_LAND "
    "  investment { foreign: true capital_idr: 20000000000 } }",
    "activity { kbli_code: '47112' locations: LOCATION_TYPE_LAND "
    "  investment { capital_idr: 900000000 } }",
    "activity { kbli_code: '47112' locations: LOCATION_TYPE_LAND "
    "  investment { capital_idr: 6000000000 } }",
    "activity { kbli_code: '47112' locations: LOCATION_TYPE_LAND "
    "  investment { annual_sales_idr: 1000000000 } }",
    "activity { kbli_code: '03211' scale: BUSINESS_SCALE_MEDIUM locations: LOCATION_TYPE_SEA }",
    "activity { kbli_code: '03211' scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_SEA "
    "  environment: ENVIRONMENTAL_SCREENING_AMDAL sea { settled_days: 30 } }",
    "activity { kbli_code: '35111' scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_FOREST }",
    "activity { kbli_code: '35111' scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_FOREST "
    "  forest { function: FOREST_FUNCTION_PROTECTION use: FOREST_USE_OTHER_LISTED } }",
    "activity { kbli_code: '52221' scale: BUSINESS_SCALE_SMALL locations: LOCATION_TYPE_LAND }",
    "activity { kbli_code: '68122' scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_LAND }",
    "activity { kbli_code: '56101' scale: BUSINESS_SCALE_SMALL locations: LOCATION_TYPE_LAND "
    "  filed_on: '2026-11-24' } language_code: 'en'",
    "activity { kbli_code: '10710' scale: BUSINESS_SCALE_SMALL locations: LOCATION_TYPE_LAND } "
    "view: CLASSIFICATION_VIEW_BASIC",
    "activity { kbli_code: '56101' scale: BUSINESS_SCALE_SMALL locations: LOCATION_TYPE_LAND } "
    "as_of: '2026-01-05'",
    "activity { kbli_code: '56101' scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_LAND "
    "  environment: ENVIRONMENTAL_SCREENING_AMDAL } ruleset: 'pp24-2018'",
};

// --- by reflection ----------------------------------------------------------------------------

// The paths of all fields that hold a value, those of messages within the message too.
void AddLeaves(const Descriptor& message, const std::string& prefix,
               std::vector<std::string>& leaves) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const std::string path = prefix + field.name();
    if (field.message_type() == nullptr) {
      leaves.push_back(path);
    } else {
      EXPECT_FALSE(field.is_repeated()) << path << ": a list of messages; teach this test of it";
      AddLeaves(*field.message_type(), path + ".", leaves);
    }
  }
}

std::vector<std::string> Leaves() {
  std::vector<std::string> leaves;
  AddLeaves(*v1::ClassifyActivityRequest::descriptor(), "", leaves);
  return leaves;
}

const FieldDescriptor& FieldAt(const std::string& path) {
  const Descriptor* message = v1::ClassifyActivityRequest::descriptor();
  const FieldDescriptor* field = nullptr;
  for (absl::string_view name : absl::StrSplit(path, '.')) {
    field = message->FindFieldByName(std::string(name));
    message = field->message_type();
  }
  return *field;
}

std::vector<std::string> ValuesOf(const std::string& path) {
  const auto named = ValuesByPath().find(path);
  if (named == ValuesByPath().end()) return {};
  if (!named->second.empty()) return named->second;
  const FieldDescriptor& field = FieldAt(path);
  if (field.type() == FieldDescriptor::TYPE_BOOL) return {"false", "true"};
  std::vector<std::string> values;
  if (field.enum_type() == nullptr) return values;
  for (int i = 0; i < field.enum_type()->value_count(); ++i)
    values.push_back(field.enum_type()->value(i)->name());
  return values;
}

// `base` with one field set to a value, or to its default.
v1::ClassifyActivityRequest With(const v1::ClassifyActivityRequest& base, const std::string& path,
                                 const std::string& value) {
  v1::ClassifyActivityRequest request = base;
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  Message* message = &request;
  std::string text;
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    message = message->GetReflection()->MutableMessage(
        message, message->GetDescriptor()->FindFieldByName(names[i]));
    absl::StrAppend(&text, names[i], " { ");
  }
  message->GetReflection()->ClearField(message,
                                       message->GetDescriptor()->FindFieldByName(names.back()));
  absl::StrAppend(&text, names.back(), ": ", value);
  for (std::size_t i = 0; i + 1 < names.size(); ++i) absl::StrAppend(&text, " }");
  return FromText(text, std::move(request));
}

std::vector<v1::ClassifyActivityRequest> Bases() {
  std::vector<v1::ClassifyActivityRequest> bases;
  for (const char* base : kBases) bases.push_back(FromText<v1::ClassifyActivityRequest>(base));
  return bases;
}

struct Tried {
  std::string key;
  std::string answer;  // without its name, which follows from the key
};

// What comes of a base with each value of a field, as far as it is answered.
std::map<std::string, Tried> TryValues(const v1::ClassifyActivityRequest& base,
                                       const std::string& path,
                                       const std::vector<std::string>& values) {
  std::map<std::string, Tried> tried;
  for (const std::string& value : values) {
    const auto validated = Validated(With(base, path, value));
    if (!validated.ok()) continue;
    Decision decision;
    EXPECT_TRUE(Decide(*validated, decision).ok());
    tried[value] = {.key = KeyOf(*validated),
                    .answer = Render(decision, *validated, "").SerializeAsString()};
  }
  return tried;
}

// --- no field is forgotten --------------------------------------------------------------------

TEST(CanonicalKeyTest, TheBasesAreAnswered) {
  for (const v1::ClassifyActivityRequest& base : Bases())
    EXPECT_TRUE(Validated(base).ok()) << Validated(base).status() << "\n" << base.DebugString();
}

// A field that the contract gains must be named here, and so be thought of in the key.
TEST(CanonicalKeyTest, EveryFieldOfTheContractIsTried) {
  const std::vector<std::string> leaves = Leaves();
  EXPECT_GE(leaves.size(), 32U);
  for (const std::string& leaf : leaves) {
    EXPECT_TRUE(ValuesByPath().contains(leaf)) << leaf << ": name values of it";
    EXPECT_THAT(ValuesOf(leaf), SizeIs(::testing::Ge(2))) << leaf;
  }
  EXPECT_EQ(ValuesByPath().size(), leaves.size()) << "values of a field that is no more";
}

class FieldOfTheKey : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Contract, FieldOfTheKey, ::testing::ValuesIn(Leaves()),
                         [](const auto& tested) {
                           return absl::StrJoin(absl::StrSplit(tested.param, '.'), "_");
                         });

// Any two values of a field have two keys on top of some request, and wherever their answers
// differ.
TEST_P(FieldOfTheKey, TellsAnyTwoValuesApart) {
  const std::string& path = GetParam();
  const std::vector<std::string> values = ValuesOf(path);
  const bool is_of_no_key = FieldsOfNoKey().contains(path);
  std::set<std::pair<std::string, std::string>> told_apart;
  bool matters = false;
  for (const v1::ClassifyActivityRequest& base : Bases()) {
    const std::map<std::string, Tried> tried = TryValues(base, path, values);
    for (const auto& [one, with_one] : tried) {
      for (const auto& [other, with_other] : tried) {
        const bool is_other_answer = with_one.answer != with_other.answer;
        matters = matters || is_other_answer;
        if (with_one.key != with_other.key) {
          told_apart.insert({one, other});
        } else {
          EXPECT_TRUE(is_of_no_key || !is_other_answer)
              << path << ": " << one << " and " << other << " share a key on top of\n"
              << base.DebugString();
        }
      }
    }
  }
  EXPECT_TRUE(matters) << path << ": changes no answer here; want a base that reads it";
  if (is_of_no_key) {
    EXPECT_THAT(told_apart, IsEmpty()) << path << ": is in the key after all";
    return;
  }
  for (const std::string& one : values) {
    for (const std::string& other : values) {
      if (one == other || AreSynonyms(path, one, other)) continue;
      EXPECT_TRUE(told_apart.contains({one, other}))
          << path << ": " << one << " and " << other << " have one key on top of every base";
    }
  }
}

TEST(CanonicalKeyTest, SynonymsShareAKeyAndAnAnswer) {
  for (const Synonyms& same : kSynonyms) {
    int compared = 0;
    for (const v1::ClassifyActivityRequest& base : Bases()) {
      const std::map<std::string, Tried> tried = TryValues(base, same.path, {same.one, same.other});
      EXPECT_NE(tried.size(), 1U) << same.path << ": " << same.one << ", " << same.other;
      if (tried.size() != 2) continue;
      ++compared;
      EXPECT_EQ(tried.at(same.one).key, tried.at(same.other).key)
          << same.path << ": " << same.why << "\n"
          << base.DebugString();
      EXPECT_TRUE(tried.at(same.one).answer == tried.at(same.other).answer) << same.path;
    }
    EXPECT_GT(compared, 0) << same.path;
  }
}

// What no key holds must never be taken from memory, nor be put there.
TEST(CanonicalKeyTest, AnExplanationIsNeitherRecalledNorRemembered) {
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  AnswerCache memory(std::size_t{1} << 20);
  const Pipeline pipeline(Rulesets(), clock, JointLeave::kSkipped, {.memory = &memory});
  const auto has_trace = [&pipeline](const std::string& changes) {
    return !pipeline.Classify(SoundRequest(changes))->trace().empty();
  };
  EXPECT_TRUE(has_trace("explain: true"));
  EXPECT_EQ(memory.counters().entries, 0U);
  EXPECT_FALSE(has_trace(""));
  EXPECT_EQ(memory.counters().entries, 1U);
  EXPECT_TRUE(has_trace("explain: true"));
  EXPECT_FALSE(has_trace(""));
}

// --- catalogues -------------------------------------------------------------------------------

// Every code that can be held, of a ruleset.
std::vector<std::string> HeldCodes(const Ruleset& ruleset) {
  std::set<std::string> codes;
  for (const auto* catalogue : {&ruleset.data().permits, &ruleset.data().supporting_permits}) {
    for (const Permit& permit : *catalogue) codes.insert(permit.code);
  }
  for (const Commitment& duty : ruleset.data().commitments) {
    if (duty.blocks_stage) codes.insert(duty.code);
  }
  return {codes.begin(), codes.end()};
}

// Each has a place of its own: none stands on another's bit.
TEST(CanonicalKeyTest, EachCodeThatIsHeldHasAKeyOfItsOwn) {
  for (const auto& ruleset : Library()->rulesets()) {
    std::set<std::string> keys;
    BusinessActivity activity;
    const std::vector<std::string> codes = HeldCodes(*ruleset);
    for (const std::string& code : codes) {
      activity.held_permits = {code};
      std::string key;
      AppendActivityKey(*ruleset, activity, key);
      keys.insert(key);
    }
    EXPECT_EQ(keys.size(), codes.size()) << ruleset->name();
    EXPECT_GE(codes.size(), 14U);
  }
}

TEST(CanonicalKeyTest, EachEntryOfACatalogueHasAKeyOfItsOwn) {
  const Ruleset& ruleset = Library()->latest();
  std::set<std::string> keys;
  std::size_t entries = 0;
  const auto add = [&](const BusinessActivity& activity) {
    std::string key;
    AppendActivityKey(ruleset, activity, key);
    keys.insert(key);
    ++entries;
  };
  add({});
  for (std::size_t i = 1; i < ruleset.data().legal_forms.size(); ++i)
    add({.legal_form = ruleset.data().legal_forms[i]});
  for (const Region& region : ruleset.data().regions) {
    if (region.code.size() == 4) add({.region_codes = {region.code}});
  }
  for (const AuthorityParameter& parameter : ruleset.data().authority_parameters)
    add({.authority_parameters = {parameter.id}});
  EXPECT_EQ(keys.size(), entries);
  EXPECT_GT(entries, 500U + 90U + 20U);
}

// A list stands with its length, so that the next one cannot be taken for a part of it.
TEST(CanonicalKeyTest, HoldsTheLengthOfALongList) {
  const Ruleset& ruleset = Library()->latest();
  BusinessActivity activity;
  std::string empty;
  AppendActivityKey(ruleset, activity, empty);
  const std::size_t at = empty.size() - 2;  // the count of regions, then that of parameters
  const std::pair<std::size_t, std::string> lengths[] = {
      {0, std::string(1, '\0')},
      {1, "\x01"},
      {254, "\xFE"},
      {255, std::string("\xFF\x00\xFF", 3)},
      {256, std::string("\xFF\x01\x00", 3)},
      {514, std::string("\xFF\x02\x02", 3)},
  };
  for (const auto& [length, count] : lengths) {
    activity.region_codes.assign(length, "1271");
    std::string key;
    AppendActivityKey(ruleset, activity, key);
    EXPECT_EQ(key.substr(at, count.size()), count) << length;
    EXPECT_EQ(key.size(), at + count.size() + 2 * length + 1) << length;
  }
}

// --- many requests ----------------------------------------------------------------------------

// Answers by key: two of one key must be the same.
class AnswersByKey {
 public:
  // False where the request is refused.
  bool Add(const v1::ClassifyActivityRequest& request) {
    const absl::StatusOr<ValidatedRequest> validated = Validated(request);
    if (!validated.ok()) return false;
    const std::string decided = Decided(validated);
    const auto [answer, is_new] = answers_.try_emplace(KeyOf(*validated), decided);
    EXPECT_TRUE(is_new || answer->second == decided) << request.DebugString();
    const std::string key = ActivityKeyOf(*validated);
    const auto [name, is_new_name] = names_.try_emplace(NameOfKey(key), key);
    EXPECT_EQ(name->second, key) << name->first;
    EXPECT_TRUE(DigitsOfName(name->first).has_value());
    return true;
  }

 private:
  std::map<std::string, std::string> answers_;
  std::map<std::string, std::string> names_;  // to the activity's own key
};

TEST(CanonicalKeyTest, DifferentAnswersNeverShareAKey) {
  AnswersByKey answers;
  int answered = 0;
  for (const v1::ClassifyActivityRequest& base : Bases()) {
    for (const std::string& path : Leaves()) {
      if (FieldsOfNoKey().contains(path)) continue;
      for (const std::string& value : ValuesOf(path))
        answered += answers.Add(With(base, path, value)) ? 1 : 0;
    }
  }
  for (const auto& ruleset : Library()->rulesets()) {
    for (const std::string& code : HeldCodes(*ruleset))
      answered += answers.Add(With(Bases().front(), "activity.held_permits", "['" + code + "']"));
  }
  EXPECT_GT(answered, 1500);
}

TEST(CanonicalKeyTest, RandomRequestsOfOneKeyHaveOneAnswer) {
  RandomRequests requests(11);
  AnswersByKey answers;
  int answered = 0;
  for (int i = 0; i < 300; ++i) {
    v1::ClassifyActivityRequest request = requests.Next();
    request.set_explain(false);
    // Neighbours: a few codes and no amounts, so that keys do meet.
    request.mutable_activity()->clear_investment();
    for (const char* code : {"56101", "47112"}) {
      request.mutable_activity()->set_kbli_code(code);
      request.mutable_activity()->clear_scope_id();
      answered += answers.Add(request) ? 1 : 0;
    }
  }
  EXPECT_GT(answered, 300);
}

}  // namespace
}  // namespace izin::testing
