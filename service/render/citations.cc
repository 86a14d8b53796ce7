#include "service/render/citations.h"

#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace izin {
namespace {

using InBoth = std::pair<absl::string_view, absl::string_view>;

constexpr InBoth kTable = {"conversion table", "tabel konversi"};
// What the data say in English. In Indonesian the parts of a law are proper names.
constexpr std::array<InBoth, 6> kInIndonesian = {{{" and ", " dan "},
                                                  {" no ", " angka "},
                                                  {"annex", "Lampiran"},
                                                  {"body", "batang tubuh"},
                                                  {"elucidation", "Penjelasan"},
                                                  kTable}};

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
bool IsLower(char c) { return absl::ascii_islower(static_cast<unsigned char>(c)); }

// "8(1)a.2, 9(2)" -> "8 ayat (1) huruf a angka 2, 9 ayat (2)"
std::string NumbersInWords(absl::string_view numbers) {
  std::string out;
  bool is_letter = false;  // what was before is the letter of a paragraph
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const char c = numbers[i];
    const char before = i > 0 ? numbers[i - 1] : ' ';
    const char after = i + 1 < numbers.size() ? numbers[i + 1] : ' ';
    const bool is_point_of_letter = is_letter && c == '.' && IsDigit(after);
    is_letter = IsLower(c) && !IsLower(after) && (before == ')' || IsDigit(before));
    if (c == '(' && IsDigit(before)) {
      absl::StrAppend(&out, " ayat (");
    } else if (is_letter) {
      absl::StrAppend(&out, " huruf ", std::string(1, c));
    } else if (is_point_of_letter) {
      absl::StrAppend(&out, " angka ");
    } else {
      out += c;
    }
  }
  return out;
}

// Takes `word` and the blank after it from the front.
bool Consume(absl::string_view& text, absl::string_view word) {
  return absl::ConsumePrefix(&text, absl::StrCat(word, " "));
}

}  // namespace

std::string ProvisionText(absl::string_view provision, bool is_english) {
  std::string out;
  absl::string_view rest = provision;
  const bool is_of_elucidation = Consume(rest, "elucidation") && absl::StartsWith(rest, "art");
  if (!is_of_elucidation) rest = provision;
  if (is_of_elucidation) out = is_english ? "elucidation of " : "Penjelasan ";
  const bool is_several = Consume(rest, "arts");
  const bool is_article = is_several || Consume(rest, "art");
  if (is_english) {
    return is_article ? absl::StrCat(out, is_several ? "arts. " : "art. ", rest)
                      : std::string(provision);
  }
  // Where both languages stand side by side, "kode dan judul / codes and titles", none is changed.
  if (absl::StrContains(rest, " / ")) return std::string(provision);
  const std::string words = absl::StrReplaceAll(rest, kInIndonesian);
  return is_article ? absl::StrCat(out, "Pasal ", NumbersInWords(words)) : absl::StrCat(out, words);
}

std::string CitedText(absl::string_view regulation, absl::string_view provision, bool is_english) {
  const std::string text = ProvisionText(provision, is_english);
  // Whose table it is stands behind it in Indonesian: "tabel konversi BPS".
  if (text == kTable.second) return absl::StrCat(text, " ", regulation);
  return absl::StrCat(regulation, " ", text);
}

}  // namespace izin
