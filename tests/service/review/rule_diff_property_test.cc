// Whatever is changed in the rules is in the comparison: each field of each kind of entry, and
// mutants of the rule files.

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "data/loader/bundle.h"
#include "data/loader/bundle_rules.h"
#include "service/cli/diff_text/diff_text.h"
#include "service/render/render_classification.h"
#include "service/review/diff_names.h"
#include "service/review/diff_print.h"
#include "service/review/message_diff.h"
#include "service/review/rule_diff.h"
#include "service/review/rule_lists.h"
#include "tests/classifier/random_activity.h"
#include "tests/fuzz/rules/mutant.h"
#include "tests/service/review/edited_rules.h"

namespace izin::testing {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::testing::IsEmpty;
using ::testing::Not;

// Each field by itself.

// Sets a scalar field to another value.
void ChangeScalar(Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.SetInt32(&message, &field, reflection.GetInt32(message, &field) + 1);
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection.SetInt64(&message, &field, reflection.GetInt64(message, &field) + 1);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection.SetDouble(&message, &field, reflection.GetDouble(message, &field) + 0.125);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.SetBool(&message, &field, !reflection.GetBool(message, &field));
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.SetString(&message, &field, reflection.GetString(message, &field) + "x");
    default:
      FAIL() << field.full_name() << ": a type that this test does not change";
  }
}

// Calls `visit(changed, path)` with `entry` changed in one field, for every field of it and of the
// messages below, those that it lacks included.
template <typename Visit>
void ForEachChange(Message& entry, Message& at, const std::string& prefix, int depth,
                   const Visit& visit) {
  for (int i = 0; i < at.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *at.GetDescriptor()->field(i);
    if (IsOutsideComparison(field)) continue;
    const std::string path = prefix + field.name();
    const auto& reflection = *at.GetReflection();
    const std::unique_ptr<Message> before(at.New());
    before->CopyFrom(at);
    if (field.message_type() != nullptr) {
      Message* below = field.is_repeated() ? reflection.AddMessage(&at, &field)
                                           : reflection.MutableMessage(&at, &field);
      visit(path);  // one more, or there now
      if (depth > 0) ForEachChange(entry, *below, path + ".", depth - 1, visit);
    } else if (field.is_repeated()) {
      reflection.AddString(&at, &field, "x");
      visit(path);
    } else {
      ChangeScalar(at, field);
      visit(path);
    }
    at.CopyFrom(*before);
  }
}

// Gives lists that a ruleset leaves empty, as those of regions, an entry that says nothing.
void FillEmptyLists(Message& holder) {
  for (int i = 0; i < holder.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *holder.GetDescriptor()->field(i);
    if (field.message_type() == nullptr) continue;
    const auto& reflection = *holder.GetReflection();
    if (!field.is_repeated()) {
      FillEmptyLists(*reflection.MutableMessage(&holder, &field));
    } else if (reflection.FieldSize(holder, &field) == 0) {
      reflection.AddMessage(&holder, &field);
    }
  }
}

TEST(RuleDiffPropertyTest, EveryFieldOfEveryListIsCompared) {
  int changes = 0;
  internal::CompiledRuleset rules = *Shipped("pp28-2025").rules;
  FillEmptyLists(rules);
  for (const RuleList& list : ListsOf(rules)) {
    ASSERT_GT(list.size(), 0) << list.name();
    const Message& original = list.At(list.size() / 2);
    const std::unique_ptr<Message> changed(original.New());
    changed->CopyFrom(original);
    ForEachChange(*changed, *changed, "", 3, [&](const std::string& path) {
      if (changed->SerializeAsString() == original.SerializeAsString()) return;
      EXPECT_THAT(CompareEntries(list.name(), original, *changed), Not(IsEmpty()))
          << list.name() << " " << path;
      ++changes;
    });
    EXPECT_THAT(CompareEntries(list.name(), original, *changed), IsEmpty()) << list.name();
  }
  EXPECT_GT(changes, 300);
}

// Mutants of the files.

int Mutants() {
  int mutants = 60;
  const char* given = std::getenv("IZIN_DIFF_MUTANTS");
  if (given != nullptr && !absl::SimpleAtoi(given, &mutants)) ADD_FAILURE() << given;
  return mutants;
}

std::map<std::string, SourceTree> Trees() {
  std::map<std::string, SourceTree> trees;
  for (const char* id : {"pp24-2018", "pp28-2025"}) {
    absl::StatusOr<SourceTree> tree = ReadSourceTree("data", id);
    EXPECT_TRUE(tree.ok()) << tree.status();
    if (tree.ok()) trees[id] = *std::move(tree);
  }
  return trees;
}

// The rules that a mutant makes; nothing if the compiler refuses it.
std::optional<MadeRuleset> Made(const fuzz::Mutant& mutant) {
  RuleIssues issues;
  absl::StatusOr<BuiltRuleset> built = BuildRuleset(mutant.tree, issues);
  if (!built.ok()) return std::nullopt;
  absl::StatusOr<BundleRules> bundle = ReadBundleRules(built->bundle);
  EXPECT_TRUE(bundle.ok()) << bundle.status();
  return MadeRuleset{.rules = std::move(bundle->rules), .ruleset = std::move(built->ruleset)};
}

// Both languages, whole, with everything that the rules say of the activity; what names the ruleset
// itself left out.
std::string AnswerOf(const Ruleset& ruleset, const BusinessActivity& activity) {
  std::string text;
  for (Language language : {Language::kIndonesian, Language::kEnglish}) {
    v1::Classification answer =
        RenderClassification(Classify(ruleset, activity), {.language = language});
    answer.clear_name();
    answer.clear_ruleset();
    text += answer.SerializeAsString();
  }
  return text;
}

int AnswersThatDiffer(const MadeRuleset& original, const MadeRuleset& mutant, std::uint64_t seed) {
  RandomActivities activities(*original.ruleset, seed);
  int differing = 0;
  for (int i = 0; i < 60; ++i) {
    const BusinessActivity activity = activities.Next();
    if (AnswerOf(*original.ruleset, activity) != AnswerOf(*mutant.ruleset, activity)) ++differing;
  }
  return differing;
}

std::string TextOf(const MadeRuleset& original, const MadeRuleset& mutant, bool is_english) {
  const RulesetDiff diff = DiffRulesets(original.compared(), mutant.compared());
  v1::DiffRulesetsResponse response = ToResponse(diff);
  AddNames(diff, *original.ruleset, *mutant.ruleset,
           is_english ? Language::kEnglish : Language::kIndonesian, response);
  std::ostringstream out;
  cli::Page page({.width = 100000}, out);
  cli::DiffView view{.limit = 0, .is_english = is_english};
  cli::PrintDiff(response, view, page);
  return out.str();
}

// The first entry that differs is named in the text of both languages.
void ExpectTold(const MadeRuleset& original, const MadeRuleset& mutant,
                const v1::RuleChange& change) {
  if (change.list() == "order") return;
  const std::string entry = change.entry().substr(0, change.entry().find('#'));
  for (bool is_english : {false, true})
    EXPECT_THAT(TextOf(original, mutant, is_english), ::testing::HasSubstr(entry));
}

TEST(RuleDiffPropertyTest, AMutantThatAnswersOtherwiseIsInTheDiff) {
  const fuzz::Breeder breeder(Trees());
  const int mutants = Mutants();
  int differing = 0;
  int answering_otherwise = 0;
  int tried = 0;
  for (std::uint64_t seed = 20260930; tried < mutants && !HasFailure(); ++seed) {
    const fuzz::Mutant mutant = breeder.Make(seed);
    if (mutant.changes.size() != 1) continue;  // a single one
    ++tried;
    SCOPED_TRACE(absl::StrCat("seed ", seed, ": ", mutant.changes.front().ToString()));
    const std::optional<MadeRuleset> made = Made(mutant);
    if (!made.has_value()) continue;  // refused by the compiler
    const MadeRuleset& original = Shipped(mutant.ruleset);
    const std::vector<v1::RuleChange> changes = CompareRules(*original.rules, *made->rules);
    const bool has_other_fingerprint =
        original.ruleset->data().fingerprint != made->ruleset->data().fingerprint;
    const bool has_other_answers = AnswersThatDiffer(original, *made, seed) > 0;
    EXPECT_TRUE(!changes.empty() || !(has_other_fingerprint || has_other_answers));
    answering_otherwise += has_other_answers ? 1 : 0;
    if (!changes.empty() && ++differing % 4 == 0) ExpectTold(original, *made, changes.front());
  }
  // Too few would say nothing.
  EXPECT_GT(differing, mutants / 6);
  EXPECT_GT(answering_otherwise, 0);
}

}  // namespace
}  // namespace izin::testing
