// Lines of NDJSON that are laid out as an earlier one: the same bytes but for four texts.

#ifndef IZIN_SERVICE_RECLASSIFY_JSON_LAYOUT_H_
#define IZIN_SERVICE_RECLASSIFY_JSON_LAYOUT_H_

#include <array>
#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

#include "service/reclassify/row_fields.h"

namespace izin {

// What programs write has one layout, so that a line is read by comparing a few bytes. Anything
// else is left to JsonRows. Single-threaded.
class JsonLayout {
 public:
  static constexpr std::array kFields = {RowField::kBusinessId, RowField::kKbliCode,
                                         RowField::kScale, RowField::kLocations};
  // By the position of their field in kFields; they point into the line.
  using Texts = std::array<absl::string_view, kFields.size()>;

  // False for a line of another layout, or with a text that JSON would read as another one.
  bool Read(absl::string_view line, Texts& texts) const;
  // Takes the layout of a line that JsonRows reads as `row`. Nothing is learnt of one in which a
  // text does not stand once, between quotes, as it was read.
  void Learn(absl::string_view line, const RowTexts& row);

 private:
  // What stands before a text, from the text before it, and which text that is.
  struct Part {
    std::string before;
    std::size_t field = 0;
  };

  bool is_known_ = false;
  std::array<Part, kFields.size()> parts_;
  std::string end_;  // behind the last text
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_JSON_LAYOUT_H_
