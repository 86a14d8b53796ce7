#include "service/cli/answer_text/citations.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "service/cli/answer_text/words.h"

namespace izin::cli {
namespace {

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
bool IsLower(char c) { return absl::ascii_islower(static_cast<unsigned char>(c)); }

// "8(1)c, 9(2)" -> "8 ayat (1) huruf c, 9 ayat (2)"
std::string NumbersInWords(absl::string_view numbers) {
  std::string out;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const char c = numbers[i];
    const char before = i > 0 ? numbers[i - 1] : ' ';
    const bool ends_here = i + 1 == numbers.size() || !IsLower(numbers[i + 1]);
    if (c == '(' && IsDigit(before)) {
      absl::StrAppend(&out, " ayat (");
    } else if (IsLower(c) && ends_here && (before == ')' || IsDigit(before))) {
      absl::StrAppend(&out, " huruf ", std::string(1, c));
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
  if (Consume(provision, "elucidation")) out = is_english ? "elucidation of " : "Penjelasan ";
  const bool is_several = Consume(provision, "arts");
  if (!is_several && !Consume(provision, "art")) return absl::StrCat(out, provision);
  if (is_english) return absl::StrCat(out, is_several ? "arts. " : "art. ", provision);
  return absl::StrCat(out, "Pasal ", NumbersInWords(provision));
}

std::string VerificationMark(const v1::LegalBasis& basis, bool is_english) {
  switch (basis.verification()) {
    case v1::VERIFICATION_OFFICIAL_SNAPSHOT:
      return absl::StrCat("(", is_english ? "official data" : "data resmi",
                          basis.as_of().empty() ? "" : " ", DateText(basis.as_of(), is_english),
                          ")");
    case v1::VERIFICATION_SECONDARY:
      return is_english ? "(secondary source)" : "(sumber sekunder)";
    case v1::VERIFICATION_UNVERIFIED:
      return is_english ? "(unverified)" : "(belum diverifikasi)";
    default:
      return "";
  }
}

std::string CitationText(const v1::LegalBasis& basis, bool is_english) {
  std::string out =
      absl::StrCat(basis.regulation(), " ", ProvisionText(basis.provision(), is_english));
  const std::string mark = VerificationMark(basis, is_english);
  if (!mark.empty()) absl::StrAppend(&out, " ", mark);
  return out;
}

std::string CitationsText(const google::protobuf::RepeatedPtrField<v1::LegalBasis>& citations,
                          bool is_english) {
  std::string out;
  std::string regulation;
  for (const v1::LegalBasis& basis : citations) {
    const bool is_same = basis.regulation() == regulation;
    const std::string text = CitationText(basis, is_english);
    if (is_same) {
      absl::StrAppend(&out, ", ", absl::StripPrefix(text, absl::StrCat(regulation, " ")));
    } else {
      absl::StrAppend(&out, out.empty() ? "" : "; ", text);
    }
    regulation = basis.regulation();
  }
  return out;
}

}  // namespace izin::cli
