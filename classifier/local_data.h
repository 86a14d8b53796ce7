// What a region adds to answers within its borders: local data, never national law.
//
// No decision reads it. Whoever writes answers puts its lines beside what was decided, each marked
// as local.

#ifndef IZIN_CLASSIFIER_LOCAL_DATA_H_
#define IZIN_CLASSIFIER_LOCAL_DATA_H_

#include <string>
#include <vector>

#include "classifier/enums.h"
#include "classifier/texts.h"

namespace izin {

// The counter of a regent, mayor or governor.
struct LocalOffice {
  Bilingual name;
  Bilingual address;
  Bilingual hours;
  std::string url;
};

struct LocalDocument {
  Bilingual title;
  Bilingual detail;
};

// What the office adds to one permit.
struct LocalService {
  std::string permit;  // Permit::code
  Bilingual fee;
  Bilingual standard;
  int working_days = 0;  // the office's own standard; 0 = not said
  std::vector<LocalDocument> documents;
  std::string url;
};

struct Overlay {
  std::string id;  // "medan-example"
  Bilingual title;
  std::string region;  // Kemendagri code: two digits a province, four a regency or city
  AuthorityKind office_kind = AuthorityKind::kUnspecified;  // whose offices it speaks for
  std::string as_of;                                        // YYYY-MM-DD
  std::string source;
  bool is_example = false;
  std::vector<LocalOffice> offices;
  std::vector<LocalService> services;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_LOCAL_DATA_H_
