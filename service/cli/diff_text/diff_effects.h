// The changes of a comparison taken apart: what changes is said once, with how many cells and codes
// it touches.

#ifndef IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_EFFECTS_H_
#define IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_EFFECTS_H_

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "classifier/kbli_catalogue.h"
#include "izin/v1/ruleset.pb.h"
#include "service/cli/diff_text/diff_words.h"

namespace izin::cli {

// One thing that changes in an answer. Beside the fields of AnswerDifference: "risk" "level", and
// "added" and "removed" of a permit or commitment.
struct Effect {
  std::string subject;
  std::string field;
  std::string from;
  std::string to;

  friend auto operator<=>(const Effect&, const Effect&) = default;
};

// In the order of the answer: level, permits, what differs of them, commitments.
std::vector<Effect> EffectsOf(const izin::v1::RulesetChange& change);

// What it amounts to by itself; nothing where it is no reform.
std::optional<izin::v1::ReformKind> KindOf(const Effect& effect);

// What of a comparison is looked at; what is empty does not narrow it.
struct DiffFilter {
  std::string kbli;  // a category, a prefix, a code or a scope: "C", "55", "56101", "56101-1"
  // What stands above and under `kbli` in the catalogue, itself included.
  std::set<std::string> related;
  std::string permit;  // Permit.code
  std::string office;  // its id, or a part of its name
  std::optional<izin::v1::ReformKind> kind;

  bool is_narrow() const {
    return !kbli.empty() || !permit.empty() || !office.empty() || kind.has_value();
  }
};

// `kbli` with what stands above and under it.
std::set<std::string> RelatedCodes(const KbliCatalogue& catalogue, const std::string& kbli);

bool Matches(const DiffFilter& filter, const DiffWords& words, const Effect& effect);
bool Matches(const DiffFilter& filter, const DiffWords& words, const izin::v1::RuleChange& change);
// Of the code, scope and sector alone.
bool MatchesKbli(const DiffFilter& filter, const izin::v1::RulesetChange& change);

// An effect with all cells that it is common to.
struct EffectGroup {
  Effect effect;
  int cells = 0;
  std::set<std::string> codes;
  std::set<int> scales;
  std::set<int> locations;
};

// A change that is looked at, with those of its effects that are.
struct SelectedChange {
  const izin::v1::RulesetChange* change = nullptr;  // never null
  std::vector<Effect> effects;                      // none: the code must be reviewed
};

// Those that the filter leaves, in their order. The comparison must outlive them.
std::vector<SelectedChange> Select(const izin::v1::DiffRulesetsResponse& diff,
                                   const DiffFilter& filter, const DiffWords& words);

// The largest first.
std::vector<EffectGroup> GroupsOf(const std::vector<SelectedChange>& selected);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_EFFECTS_H_
