// Provisions of law as an answer in a terminal cites them: with how far each was checked.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_CITATIONS_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_CITATIONS_H_

#include <string>

#include "google/protobuf/repeated_ptr_field.h"

#include "izin/v1/legal.pb.h"

namespace izin::cli {

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
