// How a page of text is laid out where `izin` prints it.

#ifndef IZIN_SERVICE_CLI_TERMINAL_H_
#define IZIN_SERVICE_CLI_TERMINAL_H_

#include "service/cli/answer_text/page.h"

namespace izin::cli {

// As wide as the terminal, and with colours, unless NO_COLOR is set; where standard output is none,
// as wide as a printed page and without.
Page::Options TerminalPage();

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_TERMINAL_H_
