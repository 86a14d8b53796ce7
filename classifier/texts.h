// Words and their grounds, as every catalogue of a ruleset holds them.

#ifndef IZIN_CLASSIFIER_TEXTS_H_
#define IZIN_CLASSIFIER_TEXTS_H_

#include <string>

#include "classifier/enums.h"

namespace izin {

// A provision of law and how far it was checked.
struct Citation {
  std::string regulation;  // "PP 28/2025"
  std::string provision;   // "art 131(4)"
  std::string url;
  Verification verification = Verification::kUnspecified;
  std::string as_of;  // YYYY-MM-DD of a snapshot
};

struct Bilingual {
  std::string id;
  std::string en;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_TEXTS_H_
