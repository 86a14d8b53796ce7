#include "service/cli/answer_text/citations.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "service/cli/answer_text/words.h"
#include "service/render/citations.h"
#include "service/render/phrase.h"

namespace izin::cli {

std::string VerificationMark(const v1::LegalBasis& basis, bool is_english) {
  if (basis.verification() == v1::VERIFICATION_REGULATION_TEXT) return "";
  const Phrase mark = MarkPhrase(static_cast<Verification>(basis.verification()));
  const absl::string_view words = is_english ? mark.en : mark.id;
  if (words.empty()) return "";
  const bool has_day = basis.verification() == v1::VERIFICATION_OFFICIAL_SNAPSHOT;
  const std::string day = has_day ? DateText(basis.as_of(), is_english) : "";
  return absl::StrCat("(", words, day.empty() ? "" : " ", day, ")");
}

std::string CitationText(const v1::LegalBasis& basis, bool is_english) {
  std::string out = CitedText(basis.regulation(), basis.provision(), is_english);
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
