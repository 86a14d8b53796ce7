// A comparison of two rulesets as an officer reads it.

#ifndef IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_TEXT_H_
#define IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_TEXT_H_

#include <cstddef>
#include <vector>

#include "izin/v1/ruleset.pb.h"
#include "service/cli/answer_text/page.h"
#include "service/cli/diff_text/diff_effects.h"
#include "service/cli/diff_text/diff_words.h"

namespace izin::cli {

struct DiffView {
  DiffFilter filter;
  std::size_t limit = 15;  // lines of a section; the rest is counted
  bool is_all = false;     // no limit, whole texts, and code by code
  bool is_english = false;
  bool is_quiet = false;  // without the hints at its end
};

// Prints the comparison: a summary (by kind, level, direction, office and sector), what changes in
// the answers, each change once with the cells that it is common to, and what changes in the rules,
// entry by entry, with what each entry touches. Where the view looks at some codes alone, or at
// all, the cells of each code too. All of it is of what the filter leaves.
void PrintDiff(const izin::v1::DiffRulesetsResponse& diff, const DiffView& view, Page& page);

// The sections, for PrintDiff.

void PrintSummary(const izin::v1::DiffRulesetsResponse& diff,
                  const std::vector<SelectedChange>& selected, const DiffView& view,
                  const DiffWords& words, Page& page);
void PrintCodes(const std::vector<SelectedChange>& selected, const DiffView& view,
                const DiffWords& words, Page& page);
void PrintRules(const izin::v1::DiffRulesetsResponse& diff, const DiffView& view,
                const DiffWords& words, Page& page);

// "PKKPR: jangka waktu (hari kerja) 25 -> 30", with what it amounts to.
std::string EffectText(const Effect& effect, const DiffWords& words);
// A value as a line shows it: cut where it is long, around what differs from `other`.
std::string ShownValue(const std::string& value, const std::string& other, bool is_all);
// "(diperketat)", before it a blank; empty for none.
template <typename Kinds>
std::string KindsText(const Kinds& kinds, const DiffWords& words) {
  std::string text;
  for (const auto kind : kinds)
    text += (text.empty() ? "" : ", ") + words.Kind(static_cast<izin::v1::ReformKind>(kind));
  return text.empty() ? text : " [" + text + "]";
}
// How many of `size` lines a section shows.
std::size_t ShownOf(std::size_t size, const DiffView& view);
// "dan 12 lagi (--all)"; nothing if all are shown.
void PrintRest(std::size_t rest, std::size_t indent, const DiffWords& words, Page& page);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_TEXT_H_
