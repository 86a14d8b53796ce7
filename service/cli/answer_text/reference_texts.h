// The texts of one kind of reference value, as a page needs them.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_REFERENCE_TEXTS_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_REFERENCE_TEXTS_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"

#include "izin/v1/reference.pb.h"
#include "service/cli/backend.h"

namespace izin::cli {

// Asks `backend` when the first one is wanted; what it does not tell then stays unknown. For one
// thread; `backend` must outlive it.
class ReferenceTexts {
 public:
  // `kind`: of ListReferenceValues, "permit".
  ReferenceTexts(Backend& backend, const char* kind, bool is_english);

  // Empty for what the reference does not know.
  const v1::Text& Of(absl::string_view code);

  // Its title, or `code` where it has none.
  std::string TitleOf(absl::string_view code);

 private:
  void Ask();

  Backend& backend_;
  v1::ListReferenceValuesRequest request_;
  bool is_asked_ = false;
  std::map<std::string, v1::Text> texts_;
};

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_REFERENCE_TEXTS_H_
