#include "service/cli/terminal.h"

#include <algorithm>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace izin::cli {

Page::Options TerminalPage() {
  constexpr std::size_t kNarrowest = 40;
  Page::Options page;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0)
    page.width = std::max<std::size_t>(kNarrowest, size.ws_col);
  page.use_colour = isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  return page;
}

}  // namespace izin::cli
