// A command of the CLI in this process, with what it says.

#ifndef IZIN_TESTS_SERVICE_CLI_RUN_COMMAND_H_
#define IZIN_TESTS_SERVICE_CLI_RUN_COMMAND_H_

#include <algorithm>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace izin::testing {

struct CommandRun {
  int exit_code = -1;  // 2 where the command line is refused
  std::string out;
  std::string err;
};

// Collects what is written to a stream meanwhile.
class Overheard {
 public:
  explicit Overheard(std::ostream& stream)
      : stream_(stream), before_(stream.rdbuf(text_.rdbuf())) {}
  ~Overheard() { stream_.rdbuf(before_); }
  Overheard(const Overheard&) = delete;
  Overheard& operator=(const Overheard&) = delete;
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::ostream& stream_;
  std::streambuf* before_;
};

// Runs `work`, whose result is the exit code.
inline CommandRun RunOverheard(const std::function<int()>& work) {
  const Overheard out(std::cout);
  const Overheard err(std::cerr);
  const int exit_code = work();
  return {.exit_code = exit_code, .out = out.text(), .err = err.text()};
}

// Runs `izin ARGUMENTS` with the one command that `add` adds.
inline CommandRun RunCommand(void (*add)(CLI::App&, int&), std::vector<std::string> arguments) {
  return RunOverheard([add, &arguments] {
    CLI::App app("izin");
    app.require_subcommand(1);
    int exit_code = 0;
    add(app, exit_code);
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    try {
      app.parse(arguments);
    } catch (const CLI::ParseError& error) {
      return app.exit(error) == 0 ? 0 : 2;
    }
    return exit_code;
  });
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_CLI_RUN_COMMAND_H_
