// What changes the fingerprint of a ruleset and what does not. The ground is the real data folder
// with one thing changed.

#include "data/loader/fingerprint.h"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/bundle.h"
#include "data/loader/compile.h"
#include "izin/internal/fingerprint.pb.h"

namespace izin {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::FieldDescriptor;

struct Change {
  std::string name;
  std::string file;  // below data/
  std::string from;  // the first one is replaced
  std::string to;
};

const SourceTree& RealTree() {
  static const auto* const tree = new SourceTree(*ReadSourceTree("data", "pp28-2025"));
  return *tree;
}

const BuiltRuleset& RealBuild() {
  static const auto* const built = [] {
    RuleIssues issues;
    return new BuiltRuleset(*BuildRuleset(RealTree(), issues));
  }();
  return *built;
}

SourceTree TreeWith(const Change& change) {
  SourceTree tree = RealTree();
  std::string& text = tree.at(change.file);
  const std::size_t at = text.find(change.from);
  EXPECT_NE(at, std::string::npos) << change.file << " has no " << change.from;
  if (at != std::string::npos) text.replace(at, change.from.size(), change.to);
  return tree;
}

// So that a failure names the case.
void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

std::string ChangeName(const ::testing::TestParamInfo<Change>& info) { return info.param.name; }

// ---- what does not

class OutsideFingerprint : public ::testing::TestWithParam<Change> {};

TEST_P(OutsideFingerprint, LeavesItAndChangesTheDigest) {
  RuleIssues issues;
  const absl::StatusOr<BuiltRuleset> changed = BuildRuleset(TreeWith(GetParam()), issues);
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->ruleset->data().fingerprint, RealBuild().ruleset->data().fingerprint);
  EXPECT_EQ(changed->ruleset->versioned_name(), RealBuild().ruleset->versioned_name());
  EXPECT_NE(BundleDigest(changed->bundle), BundleDigest(RealBuild().bundle));
}

INSTANTIATE_TEST_SUITE_P(
    FingerprintTest, OutsideFingerprint,
    ::testing::Values(
        Change{"CommentThatMovesEveryRow", "rulesets/pp28-2025/land.textproto", "#", "# More.\n#"},
        Change{"CommentWithinARow", "rulesets/pp28-2025/sea.textproto", "  then {",
               "  # Why.\n  then {"},
        Change{"CommentInTheHeader", "rulesets/pp28-2025/ruleset.textproto", "  source {",
               "  # Read anew.\n  source {"},
        Change{"Layout", "rulesets/pp28-2025/forest.textproto", "  then {", "\n     then   {"},
        Change{"Case", "rulesets/pp28-2025/cases/land.textproto", "BUSINESS_SCALE_MEDIUM",
               "BUSINESS_SCALE_LARGE"},
        Change{"CommentInACase", "rulesets/pp28-2025/cases/land.textproto", "#", "# More.\n#"},
        Change{"SourceOfTheRuleset", "rulesets/pp28-2025/ruleset.textproto",
               "body, elucidation and Lampiran III", "body, elucidation and annexes"},
        Change{"ConfidenceInAHoliday", "reference/holidays.tsv", "\thigh\n", "\tmedium\n"},
        Change{"ConfidenceInAZone", "reference/zones.tsv", "\thigh\t", "\tmedium\t"}),
    ChangeName);

// ---- what does

class InFingerprint : public ::testing::TestWithParam<Change> {};

TEST_P(InFingerprint, ChangesIt) {
  PositionIndex positions;
  RuleIssues issues;
  const internal::CompiledRuleset changed = ParseSources(TreeWith(GetParam()), positions, issues);
  ASSERT_FALSE(issues.has_errors()) << issues.ToString();
  EXPECT_NE(Fingerprint(changed), RealBuild().ruleset->data().fingerprint);
}

INSTANTIATE_TEST_SUITE_P(
    FingerprintTest, InFingerprint,
    ::testing::Values(
        Change{"TitleOfTheRuleset", "rulesets/pp28-2025/ruleset.textproto",
               "Risk-based business licensing", "Business licensing by risk"},
        Change{"LastDayInForce", "rulesets/pp28-2025/ruleset.textproto",
               "effective_from: \"2025-06-05\"",
               "effective_from: \"2025-06-05\" effective_to: \"2030-01-01\""},
        Change{"RiskBasis", "rulesets/pp28-2025/ruleset.textproto", "arts 127-128", "art 127"},
        Change{"TitleOfAPermit", "rulesets/pp28-2025/permits.textproto",
               "Environmental approval with Amdal", "Environmental approval (Amdal)"},
        Change{"DetailOfANotice", "rulesets/pp28-2025/notices.textproto", "detail {\n    id: \"",
               "detail {\n    id: \"Maaf. "},
        Change{"NameOfAnOffice", "rulesets/pp28-2025/offices.textproto", "en: \"", "en: \"The "},
        Change{"TermOfARow", "rulesets/pp28-2025/land.textproto", "working_days: 25",
               "working_days: 24"},
        Change{"LegalBasisOfARow", "rulesets/pp28-2025/land.textproto", "provision: \"",
               "provision: \"about "},
        Change{"MarkOfARow", "rulesets/pp28-2025/land.textproto", "\"REGULATION_TEXT\"",
               "\"SECONDARY\""},
        Change{"IdOfARow", "rulesets/pp28-2025/land.textproto", "id: \"land-", "id: \"lahan-"},
        Change{"CommitmentMonths", "rulesets/pp28-2025/commitments.textproto", "every_months: 6",
               "every_months: 5"},
        Change{"CellOfTheMatrix", "rulesets/pp28-2025/risk_matrix.tsv", "\tMR\t", "\tMT\t"},
        Change{"LabelOfAScope", "rulesets/pp28-2025/risk_matrix.tsv", "\t1\t", "\t1\tCa. "},
        Change{"OfficialRow", "rulesets/pp28-2025/official_rows.tsv", "BENIH_ASAL_USUL|", ""},
        Change{"TitleOfADuty", "rulesets/pp28-2025/official_commitments.tsv", "a\n", "aa\n"},
        Change{"CellOfTheScoring", "rulesets/pp28-2025/scoring.textproto", "\"LOW\"",
               "\"MEDIUM_LOW\""},
        Change{"OldDocument", "rulesets/pp28-2025/old_documents.textproto", "\"KEEP\"",
               "\"KEEP_AS_PBG\""},
        Change{"Threshold", "rulesets/pp28-2025/thresholds.textproto", "1000000000", "1000000001"},
        Change{"Note", "rulesets/pp28-2025/reference.textproto", "en: \"", "en: \"The "},
        Change{"Holiday", "reference/holidays.tsv", "2025-01-27\t", "2025-01-26\t"},
        Change{"KindOfAHoliday", "reference/holidays.tsv", "\tcuti_bersama\t",
               "\tlibur_nasional\t"},
        Change{"Region", "reference/regions.tsv", "Aceh Selatan", "Aceh S."},
        Change{"LegalForm", "reference/legal_forms.tsv", "Perseroan", "PERSEROAN"},
        Change{"QuestionText", "reference/questions.textproto", "Which scope is carried out?",
               "Which scope?"},
        Change{"WordsOfAValue", "reference/values.textproto", "en: \"", "en: \"The "},
        Change{"TitleInKbli2025", "kbli/2025.tsv", "PERTANIAN", "TANI"},
        Change{"TitleInKbli2020", "kbli/2020.tsv", "ertanian", "ertanian umum"},
        Change{"Conversion", "kbli/conversion.tsv", "\tUNCHANGED\n", "\tRENUMBERED\n"}),
    ChangeName);

TEST(FingerprintTest, IsOfTheContentInTheOrderGiven) {
  internal::CompiledRuleset compiled;
  compiled.add_region()->set_code("11");
  compiled.add_region()->set_code("12");
  const std::string fingerprint = Fingerprint(compiled);
  EXPECT_THAT(fingerprint, ::testing::MatchesRegex("[0-9a-f]{64}"));
  compiled.mutable_region()->SwapElements(0, 1);
  EXPECT_NE(Fingerprint(compiled), fingerprint);
  compiled.mutable_region()->SwapElements(0, 1);
  EXPECT_EQ(Fingerprint(compiled), fingerprint);
}

// A later version may write what this one cannot read; it must not be passed off as what is read.
TEST(FingerprintTest, LeavesOutWhatThisVersionDoesNotKnow) {
  internal::CompiledRuleset compiled;
  compiled.mutable_rules()->add_row()->set_id("land-1");
  const std::string fingerprint = Fingerprint(compiled);
  internal::Row& row = *compiled.mutable_rules()->mutable_row(0);
  row.GetReflection()->MutableUnknownFields(&row)->AddVarint(4711, 1);
  EXPECT_EQ(Fingerprint(compiled), fingerprint);
}

void CollectMarked(const Descriptor& descriptor, std::vector<const Descriptor*>& seen,
                   std::vector<std::string>& marked) {
  if (std::find(seen.begin(), seen.end(), &descriptor) != seen.end()) return;
  seen.push_back(&descriptor);
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    EXPECT_FALSE(field.is_map()) << field.full_name() << ": the order of a map is not determined";
    if (field.options().GetExtension(internal::outside_fingerprint)) {
      marked.push_back(field.full_name());
    } else if (field.message_type() != nullptr) {
      CollectMarked(*field.message_type(), seen, marked);
    }
  }
}

// A field more on this list is a decision: answers under one fingerprint may then differ by it.
TEST(FingerprintTest, LeavesOutNoOtherField) {
  std::vector<const Descriptor*> seen;
  std::vector<std::string> marked;
  CollectMarked(*internal::CompiledRuleset::descriptor(), seen, marked);
  EXPECT_GT(seen.size(), 30U);
  EXPECT_THAT(marked,
              ::testing::UnorderedElementsAre(
                  "izin.internal.RulesetHeader.source", "izin.internal.RulesetHeader.version",
                  "izin.internal.PermitEntry.where", "izin.internal.CommitmentEntry.where",
                  "izin.internal.OfficeEntry.where", "izin.internal.NoticeEntry.where",
                  "izin.internal.Table.where", "izin.internal.Row.where",
                  "izin.internal.ReferenceEntry.where", "izin.internal.OldDocumentEntry.where",
                  "izin.internal.HolidayLine.confidence", "izin.internal.ZoneLine.confidence",
                  "izin.internal.CompiledRuleset.official_wording"));
}

// SHA-256 of "abc", as FIPS 180-2 gives it.
TEST(BundleDigestTest, IsTheSha256OfTheBytes) {
  EXPECT_EQ(BundleDigest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace izin
