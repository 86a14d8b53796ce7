#include "service/cli/diff_text/diff_text.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace izin::cli {
namespace {

constexpr std::size_t kLongValue = 90;
constexpr std::size_t kContext = 30;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The place, moved back to the beginning of a character.
std::size_t CharacterAt(const std::string& text, std::size_t at) {
  while (at > 0 && at < text.size() && IsContinuation(text[at])) --at;
  return std::min(at, text.size());
}

// Where a group of cells is: "semua skala; darat, laut".
std::string PlaceText(const EffectGroup& group, const DiffWords& words) {
  std::vector<std::string> scales;
  std::vector<std::string> locations;
  for (int scale : group.scales)
    scales.push_back(words.Say(ScaleWords(static_cast<v1::BusinessScale>(scale))));
  for (int location : group.locations)
    locations.push_back(words.Location(static_cast<v1::LocationType>(location)));
  const std::string all_scales = words.Say({"semua skala", "every scale"});
  return absl::StrCat(scales.size() == 4 ? all_scales : absl::StrJoin(scales, ", "), "; ",
                      absl::StrJoin(locations, ", "));
}

std::string CountText(int cells, std::size_t codes, const DiffWords& words) {
  return absl::StrCat(
      words.Number(cells), words.Say({" sel, ", cells == 1 ? " cell, " : " cells, "}),
      words.Number(static_cast<int>(codes)), words.Say({" kode", codes == 1 ? " code" : " codes"}));
}

bool IsDuty(const EffectGroup& group) {
  return group.effect.subject.rfind("commitment/", 0) == 0 &&
         (group.effect.field == "added" || group.effect.field == "removed");
}

void PrintGroups(const char* title, const std::vector<const EffectGroup*>& groups,
                 const DiffView& view, const DiffWords& words, Page& page) {
  if (groups.empty()) return;
  page.Blank();
  page.Heading(title);
  const std::size_t shown = ShownOf(groups.size(), view);
  for (std::size_t i = 0; i < shown; ++i) {
    const EffectGroup& group = *groups[i];
    page.Item(2, "- ", EffectText(group.effect, words));
    std::string where = absl::StrCat(CountText(group.cells, group.codes.size(), words), "; ",
                                     PlaceText(group, words));
    const bool has_few = group.codes.size() <= 10 || view.is_all;
    if (has_few) absl::StrAppend(&where, ": ", absl::StrJoin(group.codes, ", "));
    page.Text(6, where);
  }
  PrintRest(groups.size() - shown, 2, words, page);
}

void PrintEffects(const std::vector<SelectedChange>& selected, const DiffView& view,
                  const DiffWords& words, Page& page) {
  const std::vector<EffectGroup> groups = GroupsOf(selected);
  std::vector<const EffectGroup*> duties;
  std::vector<const EffectGroup*> others;
  for (const EffectGroup& group : groups) (IsDuty(group) ? duties : others).push_back(&group);
  const char* const title = view.is_english
                                ? "What changes in the answers, the largest groups first"
                                : "Yang berubah pada jawaban, kelompok terbesar lebih dulu";
  PrintGroups(title, others, view, words, page);
  PrintGroups(view.is_english ? "Commitments that are new or fall away"
                              : "Komitmen yang bertambah atau hilang",
              duties, view, words, page);
}

void PrintHints(const DiffView& view, const DiffWords& words, Page& page) {
  if (view.is_all || view.is_quiet) return;
  page.Blank();
  page.Text(0, words.Say({"Lebih rinci: --kbli KODE (juga kategori atau awalan), --permit KODE, "
                          "--office NAMA, --kind JENIS, --all.",
                          "More: --kbli CODE (a category or prefix too), --permit CODE, "
                          "--office NAME, --kind KIND, --all."}));
}

}  // namespace

std::size_t ShownOf(std::size_t size, const DiffView& view) {
  return view.is_all || view.limit == 0 ? size : std::min(size, view.limit);
}

void PrintRest(std::size_t rest, std::size_t indent, const DiffWords& words, Page& page) {
  if (rest == 0) return;
  page.Text(indent, absl::StrCat(words.Say({"dan ", "and "}), words.Number(static_cast<int>(rest)),
                                 words.Say({" lagi (--all)", " more (--all)"})));
}

std::string ShownValue(const std::string& value, const std::string& other, bool is_all) {
  if (is_all || value.size() <= kLongValue) return value;
  const auto differs = std::mismatch(value.begin(), value.end(), other.begin(), other.end()).first;
  const auto at = static_cast<std::size_t>(differs - value.begin());
  const std::size_t begin = at <= kContext ? 0 : CharacterAt(value, at - kContext);
  const std::size_t end = CharacterAt(value, std::min(value.size(), begin + kLongValue));
  return absl::StrCat(begin > 0 ? "..." : "", value.substr(begin, end - begin),
                      end < value.size() ? "..." : "");
}

std::string EffectText(const Effect& effect, const DiffWords& words) {
  const std::string subject = effect.subject == "risk" ? words.Say({"Tingkat risiko", "Risk level"})
                                                       : words.Subject(effect.subject);
  const std::optional<v1::ReformKind> kind = KindOf(effect);
  const std::string kinds =
      kind.has_value() ? KindsText(std::vector<v1::ReformKind>{*kind}, words) : "";
  if (effect.field == "added" || effect.field == "removed") return subject + kinds;
  if (effect.field == "replaced_by") {
    return absl::StrCat(words.Name("permit", effect.to),
                        words.Say({" menggantikan ", " replaces "}), subject, kinds);
  }
  if (effect.field == "merged_into") {
    return absl::StrCat(subject, words.Say({" digabung ke dalam ", " merged into "}),
                        words.Name("permit", effect.to), kinds);
  }
  if (effect.field == "stands") {
    return absl::StrCat(effect.to == "true"
                            ? words.Say({"Peringatan baru: ", "New warning: "})
                            : words.Say({"Peringatan hilang: ", "No warning any more: "}),
                        subject);
  }
  const bool is_plain = effect.subject == "risk" || effect.subject == "outcome";
  return absl::StrCat(subject, ": ", is_plain ? "" : words.Field(effect.field) + " ",
                      words.Value(effect.field, effect.from), " -> ",
                      words.Value(effect.field, effect.to), kinds);
}

void PrintDiff(const v1::DiffRulesetsResponse& diff, const DiffView& view, Page& page) {
  const DiffWords words(diff, view.is_english);
  const std::vector<SelectedChange> selected = Select(diff, view.filter, words);
  PrintSummary(diff, selected, view, words, page);
  PrintEffects(selected, view, words, page);
  PrintRules(diff, view, words, page);
  if (view.is_all || !view.filter.kbli.empty()) PrintCodes(selected, view, words, page);
  PrintHints(view, words, page);
}

}  // namespace izin::cli
