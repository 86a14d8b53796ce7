#include "service/cli/search_page.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/cli/answer_text/words.h"

namespace izin::cli {
namespace {

constexpr std::size_t kIndent = 7;        // of what is said of a code: under its title
constexpr int kMostSiblings = 4;          // that are named
constexpr int kMostScopes = 6;            // that are listed
constexpr double kLeastShare = 0.35;      // of the best score: what is less like it is left out
constexpr char kWholeCode[] = "Seluruh";  // the label of a scope that is all of its code

// Which text it was found by; empty where its title says so itself.
std::string FoundByText(const v1::KbliMatch& match, bool is_english) {
  const std::string text = absl::StrCat("\"", match.found_text(), "\"");
  if (match.found_by() == v1::MATCH_SOURCE_SYNONYM)
    return absl::StrCat(is_english ? "Also called " : "Biasa disebut ", text);
  if (match.found_by() == v1::MATCH_SOURCE_SCOPE && match.found_text() != kWholeCode)
    return absl::StrCat(is_english ? "By its scope " : "Dari ruang lingkup ", text);
  return "";
}

void PrintScopes(const v1::KbliMatch& match, bool is_english, Page& page) {
  const v1::KbliEntry& entry = match.entry();
  if (match.scope_levels_size() == 1) {
    const std::string& label = entry.scopes(0).label();
    page.Text(kIndent, absl::StrCat(is_english ? "Risk: " : "Risiko: ",
                                    LevelsText(match.scope_levels(0), is_english),
                                    label == kWholeCode ? "" : absl::StrCat(" (", label, ")")));
    return;
  }
  if (match.scope_levels_size() == 0) return;
  page.Text(kIndent, is_english ? "Risk, by scope:" : "Risiko, menurut ruang lingkup:");
  for (int i = 0; i < std::min(match.scope_levels_size(), kMostScopes); ++i) {
    const v1::Scope& scope = entry.scopes(i);
    page.Item(kIndent + 2, absl::StrCat(scope.id(), "  "),
              absl::StrCat(scope.label(), ": ", LevelsText(match.scope_levels(i), is_english)));
  }
  if (const int more = match.scope_levels_size() - kMostScopes; more > 0) {
    page.Text(kIndent + 2,
              absl::StrCat(more, is_english ? " more: izin search " : " lagi: izin search ",
                           entry.code(), " --format json"));
  }
}

// What the applicant may have meant instead.
void PrintSiblings(const v1::KbliMatch& match, bool is_english, Page& page) {
  if (match.siblings().empty() || match.found_by() == v1::MATCH_SOURCE_CODE) return;
  std::vector<std::string> names;
  for (const v1::KbliEntry& sibling : match.siblings()) {
    if (names.size() == kMostSiblings) break;
    names.push_back(absl::StrCat(sibling.code(), " ", sibling.title()));
  }
  std::string text =
      absl::StrCat(is_english ? "Beside it: " : "Serumpun: ", absl::StrJoin(names, "; "));
  if (const int more = match.siblings_size() - kMostSiblings; more > 0)
    absl::StrAppend(&text, is_english ? "; and " : "; dan ", more, is_english ? " more" : " lagi");
  page.Text(kIndent, text);
}

void PrintMatch(const v1::KbliMatch& match, bool is_english, Page& page) {
  const v1::KbliEntry& entry = match.entry();
  page.Item(0, page.In(Page::Colour::kBold, entry.code()) + (entry.code().size() < 5 ? " " : "  "),
            page.In(Page::Colour::kBold, entry.title()));
  if (const std::string found_by = FoundByText(match, is_english); !found_by.empty())
    page.Text(kIndent, found_by);
  PrintScopes(match, is_english, page);
  if (entry.code().size() == 5 && match.scope_levels().empty() &&
      entry.edition() == v1::KBLI_EDITION_2025) {
    page.Text(kIndent, is_english ? "Not licensed through OSS" : "Tidak dilayani melalui OSS");
  }
  PrintSiblings(match, is_english, page);
}

// The match that a person most likely wants to go on with; null if there are branches only.
const v1::KbliMatch* ToGoOnWith(const v1::SearchKbliEntriesResponse& response) {
  for (const v1::KbliMatch& match : response.matches()) {
    if (match.entry().code().size() == 5) return &match;
  }
  return nullptr;
}

void PrintNext(const v1::KbliMatch& match, bool is_english, Page& page) {
  const v1::KbliEntry& entry = match.entry();
  const char* const lead = is_english ? "Next: " : "Berikutnya: ";
  if (entry.edition() == v1::KBLI_EDITION_2020)
    return page.Item(0, lead, absl::StrCat("izin convert ", entry.code(), " --from 2020"));
  page.Item(0, lead,
            absl::StrCat(
                "izin classify --kbli ", entry.code(),
                is_english ? " --scale micro --location land" : " --scale mikro --location darat"));
  page.Text(0, absl::StrCat(is_english ? "with your own scale and location"
                                       : "dengan skala dan lokasi usaha Anda sendiri",
                            entry.scopes_size() < 2 ? ""
                            : is_english            ? ", and --scope with one of its scopes"
                                         : ", dan --scope dengan salah satu ruang lingkupnya"));
}

}  // namespace

std::string LevelsText(const v1::ScopeLevels& levels, bool is_english) {
  const std::pair<v1::BusinessScale, v1::RiskLevel> all[] = {
      {v1::BUSINESS_SCALE_MICRO, levels.micro()},
      {v1::BUSINESS_SCALE_SMALL, levels.small()},
      {v1::BUSINESS_SCALE_MEDIUM, levels.medium()},
      {v1::BUSINESS_SCALE_LARGE, levels.large()}};
  std::vector<std::string> groups;
  std::vector<std::string> scales;
  for (std::size_t i = 0; i < std::size(all); ++i) {
    scales.push_back(ScaleWords(all[i].first).In(is_english));
    if (i + 1 < std::size(all) && all[i + 1].second == all[i].second) continue;
    const std::string level = all[i].second == v1::RISK_LEVEL_UNSPECIFIED
                                  ? (is_english ? "not open" : "tidak dibuka")
                                  : RiskWords(all[i].second).In(is_english);
    if (scales.size() == std::size(all))
      return absl::StrCat(level, is_english ? " at every scale" : " pada semua skala");
    groups.push_back(absl::StrCat(level, " (", absl::StrJoin(scales, ", "), ")"));
    scales.clear();
  }
  return absl::StrJoin(groups, "; ");
}

void PrintMatches(const v1::SearchKbliEntriesResponse& response, bool is_english, Page& page,
                  bool is_quiet) {
  if (!response.corrected_query().empty()) {
    page.Text(0, absl::StrCat(is_english ? "Did you mean: " : "Mungkin maksud Anda: ",
                              response.corrected_query()));
    page.Blank();
  }
  if (response.matches().empty()) {
    page.Text(0, response.suggestion());
    return;
  }
  for (const v1::KbliMatch& match : response.matches()) {
    if (match.score() < kLeastShare * response.matches(0).score()) break;
    PrintMatch(match, is_english, page);
    page.Blank();
  }
  if (is_quiet) return;
  if (const v1::KbliMatch* next = ToGoOnWith(response); next != nullptr)
    PrintNext(*next, is_english, page);
  if (!response.next_page_token().empty()) {
    page.Text(0, is_english ? "There are more: --page-size 20, or say more exactly what it does"
                            : "Masih ada yang lain: --page-size 20, atau sebutkan lebih rinci");
  }
}

}  // namespace izin::cli
