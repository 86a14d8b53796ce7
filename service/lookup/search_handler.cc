#include "service/lookup/search_handler.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"

#include "data/loader/source_tree.h"
#include "service/base/excerpt.h"
#include "service/lookup/kbli_entries.h"
#include "service/lookup/search_text.h"
#include "service/request/checked_enum.h"
#include "service/request/pages.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

using v1::SearchKbliEntriesRequest;
using v1::SearchKbliEntriesResponse;

// A search that has no fault of its own.
struct Asked {
  const SearchKbliEntriesRequest& request;
  const Ruleset& ruleset;
  KbliEdition edition;
  std::string code;  // as CodeAsked gives it
};

struct Match {
  const KbliEntry* entry = nullptr;
  std::optional<KbliHit> hit;  // none if it was found by its code
};

bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    const std::size_t length = Utf8SequenceLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

void CheckRequest(const SearchKbliEntriesRequest& request, RequestFaults& faults) {
  const std::string& query = request.query();
  const auto add_query = [&faults](std::string what) {
    faults.Add(FaultKind::kInvalid, "query", std::move(what));
  };
  if (!IsUtf8(query)) {
    add_query("no UTF-8: want words or the beginning of a code");
  } else if (query.size() > SearchHandler::kMostQueryBytes) {
    add_query(absl::StrCat(query.size(), " bytes: want at most ", SearchHandler::kMostQueryBytes,
                           "; a few words on what is sold, made or done are enough"));
  } else if (absl::StripAsciiWhitespace(query).empty()) {
    faults.Add(FaultKind::kInvalid, "query",
               FaultText{.en = "missing: want words or the beginning of a code",
                         .id = "belum diisi: tulis nama usaha atau awal sebuah kode"});
  }
  CheckedEnum<KbliEdition>("edition", request.edition(), v1::KbliEdition_IsValid, faults);
  const std::string& language = request.language_code();
  if (!language.empty() && language != "id" && language != "en") {
    faults.Add(FaultKind::kInvalid, "language_code",
               absl::StrCat("\"", Excerpt(language, 40), "\": want id or en"));
  }
}

// What a query means as the beginning of a code: a letter, or digits that may be parted by dots or
// blanks; "" for words.
std::string CodeAsked(absl::string_view query) {
  std::string code;
  for (char c : query) {
    if (c == '.' || c == ' ') continue;
    code.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
  }
  if (code.size() == 1 && absl::ascii_isalpha(static_cast<unsigned char>(code[0]))) return code;
  return std::all_of(code.begin(), code.end(), absl::ascii_isdigit) ? code : "";
}

// The entry of the code, then the five-digit ones below it.
std::vector<Match> MatchesOfCode(const KbliCatalogue& kbli, const std::string& code) {
  std::vector<Match> matches;
  const KbliEntry* own = kbli.Find(code);
  if (own != nullptr) matches.push_back({.entry = own});
  for (int i = 0; i < kbli.subclass_count(); ++i) {
    if (kbli.IsUnder(i, code) && &kbli.EntryAt(i) != own)
      matches.push_back({.entry = &kbli.EntryAt(i)});
  }
  return matches;
}

v1::MatchSource SourceOf(TextSource source) {
  switch (source) {
    case TextSource::kTitle:
      return v1::MATCH_SOURCE_TITLE;
    case TextSource::kScope:
      return v1::MATCH_SOURCE_SCOPE;
    case TextSource::kWord:
      return v1::MATCH_SOURCE_SYNONYM;
  }
  return v1::MATCH_SOURCE_UNSPECIFIED;
}

std::vector<Match> MatchesOfWords(const KbliCatalogue& kbli, absl::Span<const KbliHit> hits) {
  std::vector<Match> matches;
  for (const KbliHit& hit : hits) {
    const KbliEntry* entry = kbli.Find(hit.code);
    if (entry != nullptr) matches.push_back({.entry = entry, .hit = hit});
  }
  return matches;
}

// By what the matches were found by words of `index`.
absl::Status AddFoundBy(absl::Span<const Match> matches, const KbliIndex& index,
                        SearchKbliEntriesResponse& response) {
  std::vector<KbliHit> hits;
  for (const Match& match : matches) hits.push_back(*match.hit);
  const absl::StatusOr<std::vector<std::string>> texts = index.TextsOf(hits);
  if (!texts.ok()) return texts.status();
  for (std::size_t i = 0; i < hits.size(); ++i) {
    v1::KbliMatch& out = *response.mutable_matches(static_cast<int>(i));
    out.set_score(hits[i].score);
    out.set_found_by(SourceOf(hits[i].source));
    out.set_found_text((*texts)[i]);
  }
  return absl::OkStatus();
}

const char* YearOf(KbliEdition edition) { return edition == KbliEdition::k2020 ? "2020" : "2025"; }

bool TellsNothing(absl::string_view query) {
  const std::vector<std::string> words = WordsOf(query);
  return std::all_of(words.begin(), words.end(),
                     [](const std::string& word) { return IsStopWord(word); });
}

// The words for it, with what stands at $0, $1 and $2.
constexpr absl::string_view kOfOtherEdition[] = {
    "$0 adalah kode KBLI $1, bukan KBLI $2. Cari penggantinya: izin convert $0 --from $1",
    "$0 is a code of KBLI $1, not of KBLI $2. Convert it: izin convert $0 --from $1"};
constexpr absl::string_view kTellsNothing[] = {
    "\"$0\" belum menyebut usahanya apa. Sebutkan apa yang dijual, dibuat, atau dikerjakan, "
    "misalnya \"kedai kopi\", \"bengkel motor\", atau \"tempe\"",
    "\"$0\" does not say yet what the business does. Name what it sells, makes or does, as in "
    "\"coffee shop\", \"motorcycle repair\" or \"tempe\""};
constexpr absl::string_view kNoMatch[] = {
    "Tidak ada yang cocok dengan \"$0\" dalam KBLI $1. Coba kata yang lebih umum, satu kata saja, "
    "atau dua angka pertama kodenya, misalnya 56 untuk penyediaan makanan dan minuman",
    "Nothing matches \"$0\" in KBLI $1. Try a more common word for it, one word alone, or the "
    "first "
    "two digits of a code, as 56 for food and drink service"};

// What to try where nothing matches.
std::string SuggestionFor(const Asked& asked) {
  const std::size_t language = asked.request.language_code() == "en" ? 1 : 0;
  const std::string& code = asked.code;
  const KbliEdition other =
      asked.edition == KbliEdition::k2020 ? KbliEdition::k2025 : KbliEdition::k2020;
  if (!code.empty() && asked.ruleset.kbli(other).Find(code) != nullptr) {
    return absl::Substitute(kOfOtherEdition[language], code, YearOf(other), YearOf(asked.edition));
  }
  const std::string query = Excerpt(asked.request.query(), 60);
  if (code.empty() && TellsNothing(asked.request.query()))
    return absl::Substitute(kTellsNothing[language], query);
  return absl::Substitute(kNoMatch[language], query, YearOf(asked.edition));
}

void Render(const Match& match, const Ruleset& ruleset, KbliEdition edition, v1::KbliMatch& out) {
  *out.mutable_entry() = RenderEntry(*match.entry, edition, ruleset);
  out.set_score(1);
  out.set_found_by(v1::MATCH_SOURCE_CODE);
  const std::optional<int> index = SubclassIndex(ruleset.kbli(edition), *match.entry);
  if (!index.has_value()) return;
  if (edition == ruleset.data().edition) {
    for (const Scope& scope : ruleset.scopes_of(*index))
      *out.add_scope_levels() = RenderLevels(scope);
  }
  for (const KbliEntry* sibling : SiblingsOf(ruleset.kbli(edition), *index)) {
    v1::KbliEntry& entry = *out.add_siblings();
    entry.set_code(sibling->code);
    entry.set_edition(static_cast<v1::KbliEdition>(edition));
    entry.set_title(sibling->title);
  }
}

// The page of `matches` that was asked for. `index` found them, or is null if they were found by
// their code.
absl::StatusOr<SearchKbliEntriesResponse> Answer(const Asked& asked,
                                                 absl::Span<const Match> matches,
                                                 const KbliIndex* index) {
  RequestFaults faults;
  const SearchKbliEntriesRequest& request = asked.request;
  const PagedList list("kbli search", {asked.ruleset.versioned_name(), request.query(),
                                       absl::StrCat(static_cast<int>(asked.edition)),
                                       index == nullptr ? "" : index->words_digest()});
  const Page page = list.PageOf(
      {request.page_size() == 0 ? SearchHandler::kPage : request.page_size(), request.page_token()},
      static_cast<int>(matches.size()), SearchHandler::kMaxPage, faults);
  if (!faults.empty()) return faults.ToStatus();
  SearchKbliEntriesResponse response;
  const auto first = static_cast<std::size_t>(page.first);
  const auto on_page = matches.subspan(first, static_cast<std::size_t>(page.last) - first);
  for (const Match& match : on_page)
    Render(match, asked.ruleset, asked.edition, *response.add_matches());
  if (index != nullptr) {
    if (absl::Status status = AddFoundBy(on_page, *index, response); !status.ok()) return status;
  }
  response.set_next_page_token(page.next_page_token);
  if (matches.empty()) response.set_suggestion(SuggestionFor(asked));
  return response;
}

}  // namespace

absl::StatusOr<SearchKbliEntriesResponse> SearchHandler::Search(
    const SearchKbliEntriesRequest& request) const {
  RequestFaults faults;
  CheckRequest(request, faults);
  if (!faults.empty()) return faults.ToStatus();
  const std::shared_ptr<const Ruleset> ruleset = RulesetInForce(rulesets_, clock_);
  const KbliEdition edition = request.edition() == v1::KBLI_EDITION_UNSPECIFIED
                                  ? ruleset->data().edition
                                  : static_cast<KbliEdition>(request.edition());
  const std::string code = CodeAsked(request.query());
  if (!code.empty()) {
    const std::vector<Match> matches = MatchesOfCode(ruleset->kbli(edition), code);
    return Answer({request, *ruleset, edition, code}, matches, nullptr);
  }
  const auto index = indexes_.For(*ruleset);
  if (!index.ok()) return index.status();
  const absl::StatusOr<FoundKbli> found = (*index)->Find(request.query(), edition);
  if (!found.ok()) return found.status();
  absl::StatusOr<SearchKbliEntriesResponse> response =
      Answer({request, *ruleset, edition, code},
             MatchesOfWords(ruleset->kbli(edition), found->hits), index->get());
  if (response.ok()) response->set_corrected_query(found->corrected_query);
  return response;
}

}  // namespace izin
