// Provisions of law as people cite them: the one way in which texts of ours do.

#ifndef IZIN_SERVICE_RENDER_CITATIONS_H_
#define IZIN_SERVICE_RENDER_CITATIONS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace izin {

// A provision as it stands in the data in words. Indonesian: "art 8(1)a.2" is "Pasal 8 ayat (1)
// huruf a angka 2", "elucidation art 8(1)c" is "Penjelasan Pasal 8 ayat (1) huruf c", and "body and
// elucidation" is "batang tubuh dan Penjelasan". English: as it is, but for "art. 8(1)c" and
// "elucidation of art. 8(1)c". What is written otherwise stays as it is.
std::string ProvisionText(absl::string_view provision, bool is_english);

// With the regulation before it: "PP 28/2025 Pasal 220 ayat (2)".
std::string CitedText(absl::string_view regulation, absl::string_view provision, bool is_english);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_CITATIONS_H_
