// From the shortest to the longest term of a permit, in words.

#ifndef IZIN_SERVICE_REVIEW_SHEETS_TERM_RANGE_H_
#define IZIN_SERVICE_REVIEW_SHEETS_TERM_RANGE_H_

#include <string>

#include "service/review/sheets/sheet_words.h"

namespace izin {

// Collects the terms of a permit over rows or scenarios. Single-threaded.
class TermRange {
 public:
  void AddAutomatic() { is_automatic_ = true; }
  // In working days; 0: not published.
  void Add(int working_days);

  // "terbit otomatis atau 7 sampai 25 hari kerja"; that it is not known if nothing was added.
  std::string Text(const SheetWords& words) const;

 private:
  bool is_automatic_ = false;
  bool is_unpublished_ = false;
  int shortest_ = 0;  // 0: none
  int longest_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_SHEETS_TERM_RANGE_H_
