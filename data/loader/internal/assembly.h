// What the parts of Assemble share: the compiled input, where it stands, and the ruleset as far as
// it is resolved.

#ifndef IZIN_DATA_LOADER_INTERNAL_ASSEMBLY_H_
#define IZIN_DATA_LOADER_INTERNAL_ASSEMBLY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"

#include "classifier/enum_names.h"
#include "classifier/ruleset.h"
#include "data/loader/rule_issue.h"
#include "data/loader/textproto.h"
#include "izin/internal/bundle.pb.h"

namespace izin::internal {

// Where entries with a code or id stand in their list.
using IndexByName = absl::flat_hash_map<std::string, int>;

// The file of the catalogue of codes of an edition.
inline std::string KbliPath(KbliEdition edition) {
  return edition == KbliEdition::k2020 ? "kbli/2020.tsv" : "kbli/2025.tsv";
}

struct Assembly {
  const CompiledRuleset& in;
  const PositionIndex& positions;
  RuleIssues& issues;
  RulesetData out;
  IndexByName permit_by_code;
  IndexByName office_by_id;
  IndexByName notice_by_code;
  absl::flat_hash_map<std::string, std::vector<int>> commitments_by_code;
  IndexByName authority_key_by_name;
  std::string folder;  // "rulesets/pp28-2025"

  const RuleFile& rules() const { return in.rules(); }
  // The catalogue of the ruleset's own edition. REQUIRES: AssembleKbli ran.
  const KbliCatalogue& kbli() const {
    return out.edition == KbliEdition::k2020 ? *out.kbli_2020 : *out.kbli_2025;
  }
  // The path of a file of the ruleset: "rulesets/pp28-2025/land.textproto".
  std::string PathOf(absl::string_view file) const { return absl::StrCat(folder, "/", file); }
  // That of the ruleset's own edition.
  std::string KbliPath() const { return izin::internal::KbliPath(out.edition); }
  // Where line `index` of a table of the ruleset stands, from 0 below its header.
  Position LineAt(const google::protobuf::Message& line, absl::string_view file, int index) const {
    return positions.Of(line, absl::StrCat(PathOf(file), ":", index + 2));
  }
  // Where an entry of `file` that keeps no place of its own stands.
  Position EntryAt(const google::protobuf::Message& entry, absl::string_view file) const {
    return positions.Of(entry, absl::StrCat(PathOf(file), ":1"));
  }
};

// The parts, in the order in which each needs the ones before.
void AssembleHeader(Assembly& assembly);
void AssembleKbli(Assembly& assembly);
void AssembleMatrix(Assembly& assembly);
void AssembleCatalogues(Assembly& assembly);
void AssembleThresholds(Assembly& assembly);
void AssembleCommitments(Assembly& assembly);
void AssembleTables(Assembly& assembly);
void AssembleOfficialPages(Assembly& assembly);
void AssembleReference(Assembly& assembly);
void AssembleOldDocuments(Assembly& assembly);

// Names to values: each of these adds an issue at `position` for what it cannot resolve. A name
// that an entry of the files `needed` gives is no fault where such a file could not be read.

// The number of `name` among `names`; the issue says what was expected. "" among `names` is never
// matched.
std::optional<int> ResolveName(absl::string_view what, absl::string_view name,
                               absl::Span<const absl::string_view> names, const Position& position,
                               RuleIssues& issues);

template <typename Enum>
Enum ResolveEnum(absl::string_view what, absl::string_view name,
                 absl::Span<const absl::string_view> names, const Position& position,
                 RuleIssues& issues) {
  return static_cast<Enum>(ResolveName(what, name, names, position, issues).value_or(0));
}
// By the names that the enum has of its own (enum_names.h).
template <typename Enum>
Enum ResolveEnum(absl::string_view what, absl::string_view name, const Position& position,
                 RuleIssues& issues) {
  return ResolveEnum<Enum>(what, name, kEnumNames<Enum>, position, issues);
}

// A stage; "" is none.
Stage ResolveStage(const std::string& name, const Position& position, RuleIssues& issues);

// The index of `name`; -1 if it is not known.
int ResolveIndex(absl::string_view what, absl::string_view name, const IndexByName& indices,
                 absl::Span<const std::string> needed, const Position& position,
                 RuleIssues& issues);

// A text that must be there in both languages.
Bilingual RequiredText(absl::string_view what, const BilingualText& text, const Position& position,
                       RuleIssues& issues);
// A text that may be absent, but not in one language alone.
Bilingual OptionalText(absl::string_view what, const BilingualText& text, const Position& position,
                       RuleIssues& issues);

// At least one citation, each with regulation, provision and mark. `owner` is the message that
// holds them.
std::vector<izin::Citation> ResolveCitations(
    const google::protobuf::RepeatedPtrField<internal::Citation>& citations,
    absl::string_view field, const Position& owner, RuleIssues& issues);

// A date of the form YYYY-MM-DD that exists.
std::optional<absl::CivilDay> ResolveDate(absl::string_view what, const std::string& text,
                                          const Position& position, RuleIssues& issues);

// `when` and `except` of `entry`, which stands at `position`. With `use_authority_keys`, `permit`
// names what table authority-base knows permits by, else codes of the catalogue.
izin::Conditions ResolveConditions(Assembly& assembly, const internal::Conditions& when,
                                   const internal::Conditions& except, const Position& position,
                                   bool use_authority_keys);

}  // namespace izin::internal

#endif  // IZIN_DATA_LOADER_INTERNAL_ASSEMBLY_H_
