// Phrases that the service says itself, in the languages of its answers.

#ifndef IZIN_SERVICE_RENDER_PHRASE_H_
#define IZIN_SERVICE_RENDER_PHRASE_H_

#include "classifier/enums.h"

namespace izin {

struct Phrase {
  const char* id;
  const char* en;
};

inline constexpr Phrase kIssuedAutomatically = {"terbit otomatis", "issued automatically"};
inline constexpr Phrase kMayApply = {"mungkin berlaku", "may apply"};
// What follows a term.
inline constexpr Phrase kDeemedApproved = {"; fiktif positif", "; deemed approved when late"};

// How far a fact was checked: "teks peraturan". Empty for kUnspecified and what is no value.
constexpr Phrase MarkPhrase(Verification verification) {
  switch (verification) {
    case Verification::kRegulationText:
      return {"teks peraturan", "regulation text"};
    case Verification::kOfficialSnapshot:
      return {"data resmi", "official data"};
    case Verification::kSecondary:
      return {"sumber sekunder", "secondary source"};
    case Verification::kUnverified:
      return {"belum diverifikasi", "unverified"};
    case Verification::kUnspecified:
      break;
  }
  return {"", ""};
}

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_PHRASE_H_
