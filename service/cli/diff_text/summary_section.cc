// What a comparison begins with: its counts.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/cli/diff_text/diff_text.h"

namespace izin::cli {
namespace {

bool IsReview(const v1::RulesetChange& change) {
  return change.scale() == v1::BUSINESS_SCALE_UNSPECIFIED;
}

// Cells by what they have in common.
using Counts = std::map<std::string, int>;

class Summary {
 public:
  Summary(const std::vector<SelectedChange>& selected, const DiffWords& words) : words_(words) {
    for (const SelectedChange& one : selected) Count(one);
  }

  // The largest first.
  std::string Listed(const Counts& counts, std::size_t limit) const {
    std::vector<std::pair<int, std::string>> sorted;
    for (const auto& [what, count] : counts) sorted.emplace_back(-count, what);
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::string> texts;
    const std::size_t shown = limit == 0 ? sorted.size() : std::min(limit, sorted.size());
    for (std::size_t i = 0; i < shown; ++i)
      texts.push_back(absl::StrCat(sorted[i].second, " ", words_.Number(-sorted[i].first)));
    if (shown < sorted.size()) {
      texts.push_back(absl::StrCat(words_.Say({"dan ", "and "}), sorted.size() - shown,
                                   words_.Say({" lagi", " more"})));
    }
    return absl::StrJoin(texts, "; ");
  }

  int cells = 0;
  int reviews = 0;
  std::set<std::string> codes;
  Counts kinds;
  Counts levels;
  Counts directions;
  Counts offices;
  Counts sectors;

 private:
  void Count(const SelectedChange& one) {
    const v1::RulesetChange& change = *one.change;
    if (IsReview(change)) {
      ++reviews;
      return;
    }
    ++cells;
    codes.insert(change.kbli_code());
    for (int kind : change.reforms()) ++kinds[words_.Kind(static_cast<v1::ReformKind>(kind))];
    CountLevel(change);
    CountOffices(one);
    ++sectors[absl::StrCat(change.sector(), " ", words_.Title("sector", change.sector()))];
  }

  void CountLevel(const v1::RulesetChange& change) {
    const v1::RiskLevel from = change.from_risk();
    const v1::RiskLevel to = change.to_risk();
    const auto name = [this](v1::RiskLevel level) {
      return level == 0 ? words_.Say({"tanpa tingkat", "no level"}) : words_.Say(RiskWords(level));
    };
    if (from == to) {
      ++levels[absl::StrCat(name(to), words_.Say({" tetap", " as before"}))];
    } else {
      ++levels[absl::StrCat(name(from), " -> ", name(to))];
    }
    ++directions[from == to  ? words_.Say({"tetap", "as before"})
                 : from == 0 ? words_.Say({"baru bertingkat", "first given a level"})
                 : to == 0   ? words_.Say({"tidak lagi bertingkat", "no level any more"})
                 : to > from ? words_.Say({"naik", "raised"})
                             : words_.Say({"turun", "lowered"})];
  }

  // Of one cell each pair once, however many permits moved.
  void CountOffices(const SelectedChange& one) {
    std::set<std::string> moves;
    for (const Effect& effect : one.effects) {
      if (effect.field != "office" || effect.from.empty() || effect.to.empty()) continue;
      moves.insert(absl::StrCat(words_.Title("office", effect.from), " -> ",
                                words_.Title("office", effect.to)));
    }
    for (const std::string& move : moves) ++offices[move];
  }

  const DiffWords& words_;
};

// "rulesets/pp28-2025@2f1a9694b40b"
std::string ShortName(const std::string& name) { return name.substr(0, name.find('@') + 13); }

// How the rules differ, list by list.
std::string RulesText(const v1::DiffRulesetsResponse& diff, const DiffView& view,
                      const DiffWords& words) {
  Counts counts;
  int total = 0;
  for (const v1::RuleChange& change : diff.rule_changes()) {
    if (!Matches(view.filter, words, change)) continue;
    ++total;
    ++counts[words.List(change.list())];
  }
  std::vector<std::string> texts;
  for (const auto& [list, count] : counts)
    texts.push_back(absl::StrCat(list, " ", words.Number(count)));
  return absl::StrCat(words.Number(total), words.Say({" entri berbeda", " entries differ"}),
                      texts.empty() ? "" : ": ", absl::StrJoin(texts, "; "));
}

}  // namespace

void PrintSummary(const v1::DiffRulesetsResponse& diff, const std::vector<SelectedChange>& selected,
                  const DiffView& view, const DiffWords& words, Page& page) {
  const Summary summary(selected, words);
  const std::size_t limit = view.is_all ? 0 : 8;
  page.Heading(absl::StrCat(words.Say({"Perbandingan ", "Comparison of "}), ShortName(diff.from()),
                            words.Say({" dengan ", " with "}), ShortName(diff.to())));
  page.Labelled(words.Say({"Jawaban", "Answers"}),
                absl::StrCat(words.Number(summary.cells), words.Say({" dari ", " of "}),
                             words.Number(diff.cells()),
                             words.Say({" sel berubah, pada ", " cells change, of "}),
                             words.Number(static_cast<int>(summary.codes.size())),
                             words.Say({" kode (sel: kode, ruang lingkup, skala, lokasi)",
                                        summary.codes.size() == 1
                                            ? " code (a cell: code, scope, scale, location)"
                                            : " codes (a cell: code, scope, scale, location)"})));
  if (summary.reviews > 0) {
    page.Labelled(words.Say({"Ditinjau", "To review"}),
                  absl::StrCat(words.Number(summary.reviews),
                               words.Say({" kode tanpa satu padanan di edisi lain",
                                          " codes without a single counterpart"})));
  }
  const auto print = [&](const Words& label, const Counts& counts) {
    if (!counts.empty()) page.Labelled(words.Say(label), summary.Listed(counts, limit));
  };
  print({"Jenis", "Kinds"}, summary.kinds);
  print({"Tingkat", "Levels"}, summary.levels);
  print({"Arah", "Direction"}, summary.directions);
  print({"Kantor", "Offices"}, summary.offices);
  print({"Sektor", "Sectors"}, summary.sectors);
  page.Labelled(words.Say({"Aturan", "Rules"}), RulesText(diff, view, words));
}

}  // namespace izin::cli
