// The sentences of the help, in both languages.

#ifndef IZIN_SERVICE_CLI_HELP_SENTENCES_H_
#define IZIN_SERVICE_CLI_HELP_SENTENCES_H_

#include "absl/types/span.h"

namespace izin::cli {

struct HelpSentence {
  const char* english;  // as the command or flag describes itself, to the letter
  const char* indonesian;
};

absl::Span<const HelpSentence> HelpSentences();

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_HELP_SENTENCES_H_
