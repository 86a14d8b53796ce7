// A classification as a person reads it on a terminal.

#ifndef IZIN_SERVICE_CLI_PRINT_TEXT_H_
#define IZIN_SERVICE_CLI_PRINT_TEXT_H_

#include <ostream>

#include "izin/v1/classification.pb.h"

namespace izin::cli {

struct TextStyle {
  bool is_english = false;  // the frame's own words; texts come in the answer's language
  bool use_color = false;
};

void PrintClassification(const izin::v1::Classification& classification, const TextStyle& style,
                         std::ostream& out);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_PRINT_TEXT_H_
