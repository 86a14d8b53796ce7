// What an import has to say of its input.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_FINDING_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_FINDING_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "classifier/texts.h"

namespace izin {

// One thing that could not be read, or not be taken as it stands.
struct Finding {
  std::string path;      // of the file
  std::string where;     // within it: "scopes[0].KbliResikos[1].masa_berlaku"; empty: all of it
  Bilingual text;        // what was found, and what became of it
  bool is_lost = false;  // the page or row was not taken: what was held before stays

  // "pages/56101.json: scopes[0].id: ..."
  std::string ToString(bool is_english) const {
    return absl::StrCat(path, where.empty() ? "" : ": ", where, ": ",
                        is_english ? text.en : text.id);
  }
};

// In the order in which they were found. Single-threaded.
class Findings {
 public:
  void Add(Finding finding) { all_.push_back(std::move(finding)); }
  const std::vector<Finding>& all() const { return all_; }

 private:
  std::vector<Finding> all_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_FINDING_H_
