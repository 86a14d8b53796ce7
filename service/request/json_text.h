// JSON of a caller, read whole, with one fault where it is none.

#ifndef IZIN_SERVICE_REQUEST_JSON_TEXT_H_
#define IZIN_SERVICE_REQUEST_JSON_TEXT_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include <nlohmann/json_fwd.hpp>

#include "service/request/request_faults.h"

namespace izin {

struct JsonLimits {
  int depth = 32;       // objects and lists within each other
  int values = 200000;  // a value takes many times its bytes in memory
};

// What ReadJson gives: a document, or why there is none.
struct JsonText {
  JsonText();
  ~JsonText();
  JsonText(JsonText&&) noexcept;
  JsonText& operator=(JsonText&&) noexcept;

  bool ok() const { return document != nullptr; }

  std::unique_ptr<nlohmann::json> document;  // null: see `fault`
  FaultText fault;                           // names a line and a column, and quotes nothing
};

// Of a member that stands twice the last one counts. Linear; what is over the limits is refused
// before a document is made of it. `what` names the text in the fault: "the body".
JsonText ReadJson(absl::string_view text, const JsonLimits& limits, const FaultText& what);

// What kind of value it is, with its article in English: "a list", "daftar".
FaultText KindOfJson(const nlohmann::json& value);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_JSON_TEXT_H_
