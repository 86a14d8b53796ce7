// A code of the KBLI at any level: category "A", division "01", group "011", class "0111",
// sub-class "01111".
//
// Immutable value. A sub-class (kelompok) of five digits is what a business is licensed for; the
// other levels are the branches it hangs on.

#ifndef IZIN_CLASSIFIER_KBLI_CODE_H_
#define IZIN_CLASSIFIER_KBLI_CODE_H_

#include <compare>
#include <cstdint>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izin {

// A five-digit code as a number, 0..99999. Only `Parse` makes one, so a value is always well
// formed.
class KbliCode {
 public:
  static constexpr int kDigits = 5;
  static constexpr int kCount = 100000;

  // The code 00000, which no edition holds.
  constexpr KbliCode() = default;

  // Returns InvalidArgument naming the value unless `text` is exactly five ASCII digits.
  static absl::StatusOr<KbliCode> Parse(absl::string_view text);

  constexpr int number() const { return number_; }
  std::string ToString() const;

  // True if this code lies under `digits`, a prefix of one to five digits. A category letter is no
  // prefix: ask the catalogue (`KbliCatalogue::IsUnder`).
  bool HasPrefix(absl::string_view digits) const;

  friend constexpr auto operator<=>(KbliCode, KbliCode) = default;

 private:
  explicit constexpr KbliCode(int number) : number_(static_cast<std::int32_t>(number)) {}

  std::int32_t number_ = 0;
};

std::ostream& operator<<(std::ostream& out, KbliCode code);

}  // namespace izin

#endif  // IZIN_CLASSIFIER_KBLI_CODE_H_
