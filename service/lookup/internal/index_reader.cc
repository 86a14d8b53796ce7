#include "service/lookup/internal/index_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "service/lookup/internal/index_format.h"
#include "service/lookup/search_text.h"

namespace izin::search_index {
namespace {

constexpr Xapian::doccount kMostTexts = 400;    // that are looked at for one query
constexpr std::size_t kMostWords = 24;          // of a query; the rest is passed over
constexpr int kMostCorrections = 6;             // of one query
constexpr Xapian::termcount kMostEndings = 60;  // of an unfinished word, the commonest
constexpr std::size_t kLeastBeginning = 2;      // bytes of it
constexpr std::size_t kLeastCorrected = 4;      // bytes of a word that is corrected
constexpr std::size_t kLongWord = 7;            // from here on a word may have two wrong letters

// The words that tell something, each once.
std::vector<std::string> TellingWords(absl::string_view query) {
  std::vector<std::string> words;
  for (std::string& word : WordsOf(query)) {
    if (words.size() == kMostWords) break;
    if (IsStopWord(word) || std::find(words.begin(), words.end(), word) != words.end()) continue;
    words.push_back(std::move(word));
  }
  return words;
}

// How like a text is to the query, from the weights of the words of both, of one, of the other.
double Likeness(double common, double text, double query) {
  if (text <= 0 || query <= 0) return 0;
  return std::min(1.0, common * common / (text * query));
}

}  // namespace

IndexReader::IndexReader(int file)
    : database_(file), stem_(kStemmer), texts_(database_.get_doccount()) {}

std::vector<KbliHit> IndexReader::Find(absl::string_view query, KbliEdition edition,
                                       std::string& corrected) {
  std::vector<std::string> words = TellingWords(query);
  const std::vector<std::string> given = words;
  const Asked asked = Ask(words, !query.empty() && query.back() != ' ');
  if (!asked.has_word) return {};
  if (words != given) corrected = absl::StrJoin(words, " ");
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::TfIdfWeight("btn"));
  enquire.set_query(
      Xapian::Query(Xapian::Query::OP_FILTER,
                    Xapian::Query(Xapian::Query::OP_OR, asked.parts.begin(), asked.parts.end()),
                    Xapian::Query(EditionTerm(edition))));
  return Tallied(enquire.get_mset(0, kMostTexts), asked.length);
}

std::vector<KbliHit> IndexReader::Tallied(const Xapian::MSet& texts, double length) const {
  std::vector<std::pair<Xapian::docid, double>> in_order;
  for (auto text = texts.begin(); text != texts.end(); ++text)
    in_order.emplace_back(*text, text.get_weight());
  // Values lie in the order of documents: read so, each block is read once.
  std::sort(in_order.begin(), in_order.end());
  Xapian::ValueIterator codes = database_.valuestream_begin(kCodes);
  Xapian::ValueIterator sources = database_.valuestream_begin(kSource);
  Xapian::ValueIterator lengths = database_.valuestream_begin(kLength);
  HitTally tally;
  for (const auto& [text, weight] : in_order) {
    codes.skip_to(text);
    sources.skip_to(text);
    lengths.skip_to(text);
    const std::vector<std::string> meant = absl::StrSplit(*codes, kCodeSeparator);
    tally.Add(text, static_cast<TextSource>((*sources).at(0) - '0'),
              Likeness(weight, Xapian::sortable_unserialise(*lengths), length), meant);
  }
  return tally.Finish();
}

std::string IndexReader::TextAt(std::uint32_t number) const {
  return database_.get_document(number).get_data();
}

double IndexReader::WeightOf(const std::string& term) const {
  const Xapian::doccount frequency = database_.get_termfreq(term);
  return frequency == 0 ? 0 : std::log(texts_ / frequency);
}

IndexReader::Asked IndexReader::Ask(std::vector<std::string>& words, bool is_unfinished) const {
  Asked asked;
  int corrections = 0;
  for (std::string& word : words) {
    if (AskWord(word, asked)) continue;
    if (is_unfinished && &word == &words.back() && AskBeginning(word, asked)) continue;
    const std::string likely = ++corrections > kMostCorrections ? "" : LikelyWord(word);
    if (!likely.empty() && AskWord(likely, asked)) {
      word = likely;
    } else {
      asked.length += std::log(texts_) / 2;  // what no text has counts against all of them
    }
  }
  return asked;
}

bool IndexReader::AskWord(const std::string& word, Asked& asked) const {
  const std::string stem = stem_(word);
  const double weight = WeightOf(stem);
  if (weight <= 0) return false;
  asked.parts.emplace_back(stem);
  asked.length += weight;
  asked.has_word = asked.has_word || word.size() > 1;
  return true;
}

bool IndexReader::AskBeginning(const std::string& beginning, Asked& asked) const {
  if (beginning.size() < kLeastBeginning) return false;
  const std::string prefix = kWordPrefix + beginning;
  double frequency = 0;
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term)
    frequency += term.get_termfreq();
  if (frequency == 0) return false;
  asked.parts.emplace_back(Xapian::Query::OP_WILDCARD, prefix, kMostEndings,
                           Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT, Xapian::Query::OP_SYNONYM);
  asked.length += std::log(texts_ / std::min(frequency, texts_ / 2));
  asked.has_word = true;
  return true;
}

std::string IndexReader::LikelyWord(const std::string& word) const {
  if (word.size() < kLeastCorrected || std::any_of(word.begin(), word.end(), absl::ascii_isdigit)) {
    return "";
  }
  return database_.get_spelling_suggestion(word, word.size() < kLongWord ? 1 : 2);
}

}  // namespace izin::search_index
