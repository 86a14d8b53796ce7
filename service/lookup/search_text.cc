#include "service/lookup/search_text.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include <xapian.h>

namespace izin {
namespace {

constexpr std::size_t kLongestWord = 60;  // Xapian's terms have at most 245 bytes

// The letter below the accent, for the letters of Latin-1; any other character as it is.
unsigned WithoutAccent(unsigned character) {
  static constexpr char kLetters[] =
      "aaaaaaaceeeeiiiidnooooo/ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
  if (character < 0xC0 || character > 0xFF) return character;
  return static_cast<unsigned char>(kLetters[character - 0xC0]);
}

}  // namespace

std::vector<std::string> WordsOf(absl::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && word.size() <= kLongestWord) words.push_back(word);
    word.clear();
  };
  for (Xapian::Utf8Iterator at(text.data(), text.size()); at != Xapian::Utf8Iterator(); ++at) {
    if (*at >= 0x300 && *at <= 0x36F) continue;  // an accent of its own, over the letter before it
    if (Xapian::Unicode::is_wordchar(*at) && *at != '_') {
      Xapian::Unicode::append_utf8(word, WithoutAccent(Xapian::Unicode::tolower(*at)));
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

bool IsStopWord(absl::string_view word) {
  static const auto* const words = new absl::flat_hash_set<absl::string_view>({
      "a",        "ada",    "adalah",    "agar",    "akan",       "aktivitas", "aku",    "an",
      "and",      "apa",    "at",        "atau",    "bagaimana",  "bagi",      "bisnis", "buka",
      "business", "cara",   "dalam",     "dan",     "dari",       "dengan",    "di",     "for",
      "from",     "how",    "i",         "ijin",    "in",         "ingin",     "ini",    "itu",
      "izin",     "jadi",   "kami",      "kbli",    "ke",         "kegiatan",  "kode",   "lainnya",
      "license",  "mau",    "membuka",   "memulai", "mendirikan", "mengurus",  "mulai",  "my",
      "nya",      "of",     "oleh",      "on",      "open",       "opening",   "or",     "pada",
      "pakai",    "pengen", "perizinan", "permit",  "saya",       "secara",    "selain", "seluruh",
      "sendiri",  "serta",  "start",     "the",     "to",         "untuk",     "urus",   "usaha",
      "want",     "with",   "yang",      "ytdl",
  });
  return words->contains(word);
}

}  // namespace izin
