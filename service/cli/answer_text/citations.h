// Provisions of law as people cite them.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_CITATIONS_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_CITATIONS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"

#include "izin/v1/legal.pb.h"

namespace izin::cli {

// A provision as it stands in the data, "elucidation art 8(1)c", in words: "Penjelasan Pasal 8 ayat
// (1) huruf c"; in English as it is but for the abbreviation: "elucidation of art. 8(1)c". What is
// written otherwise stays as it is.
std::string ProvisionText(absl::string_view provision, bool is_english);

// Regulation and provision: "PP 28/2025 Pasal 220 ayat (2)". Where the text of the regulation was
// not what was read, that is said behind it: "(belum diverifikasi)".
std::string CitationText(const izin::v1::LegalBasis& basis, bool is_english);

// Several, each regulation named once: "PP 28/2025 Pasal 131, Pasal 221".
std::string CitationsText(const google::protobuf::RepeatedPtrField<izin::v1::LegalBasis>& citations,
                          bool is_english);

// "(belum diverifikasi)"; empty for the text of a regulation.
std::string VerificationMark(const izin::v1::LegalBasis& basis, bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_CITATIONS_H_
