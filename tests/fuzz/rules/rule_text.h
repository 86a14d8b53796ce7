// The fields of a rule file, as places in its text, so that a change leaves everything else as it
// stands.

#ifndef IZIN_TESTS_FUZZ_RULES_RULE_TEXT_H_
#define IZIN_TESTS_FUZZ_RULES_RULE_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace izin::fuzz {

// A field: of a message, of one value, or one element of a list in brackets.
struct TextField {
  std::string name;
  std::string owner;  // name of the message that it stands in; empty: of the file itself
  bool is_message = false;
  bool is_element = false;      // of a list
  std::size_t begin = 0;        // of the whole field; of an element with the comma after it
  std::size_t end = 0;          //
  std::size_t value_begin = 0;  // of the value with its quotes; of a message within its braces
  std::size_t value_end = 0;

  bool is_entry() const { return is_message && owner.empty(); }
};

// The fields of `text` in the order in which they begin. What is no field is passed over, so that a
// broken file gives those that can be told.
std::vector<TextField> FieldsOf(absl::string_view text);

// The line, from 1, in which byte `at` stands.
int LineAt(absl::string_view text, std::size_t at);

}  // namespace izin::fuzz

#endif  // IZIN_TESTS_FUZZ_RULES_RULE_TEXT_H_
