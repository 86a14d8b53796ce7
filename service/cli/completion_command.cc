#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "service/cli/commands.h"
#include "service/cli/completion.h"
#include "service/cli/language.h"
#include "service/cli/report.h"

namespace izin::cli {
namespace {

// Both ask the program itself, so that they never know other commands than it has.
constexpr char kBash[] = R"sh(# bash completion of izin: source <(izin completion bash)
_izin() {
  mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1)
}
complete -o default -F _izin izin
)sh";
constexpr char kZsh[] = R"sh(#compdef izin
# zsh completion of izin: source <(izin completion zsh), after compinit; or a file _izin in a folder of $fpath
_izin() {
  local -a lines
  lines=("${(@f)$("${(Q)words[1]}" completion words -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -z ${lines[1]:-} ]]; then
    _files
    return
  fi
  lines=("${(@)lines//:/\\:}")
  lines=("${(@)lines/$'\t'/:}")
  _describe izin lines
}
if [[ ${funcstack[1]:-} == _izin ]]; then
  _izin "$@"
else
  compdef _izin izin
fi
)sh";

void AddScript(CLI::App& completion, const std::string& shell, const char* script, int& exit_code) {
  CLI::App* command = completion.add_subcommand(shell, "The script for " + shell);
  command->footer("Example: source <(izin completion " + shell + ")");
  command->callback([script, &exit_code] {
    std::cout << script;
    exit_code = std::cout ? 0 : kFailure;
  });
}

// One candidate a line, with a tab before what is said of it.
int PrintCandidates(const CLI::App& app, const std::vector<std::string>& words) {
  for (const Candidate& candidate : Complete(app, words, SpeaksEnglish(""))) {
    std::cout << candidate.text;
    if (!candidate.about.empty()) std::cout << "\t" << candidate.about;
    std::cout << "\n";
  }
  return std::cout ? 0 : kFailure;
}

}  // namespace

void AddCompletionCommand(CLI::App& app, int& exit_code) {
  CLI::App* completion =
      app.add_subcommand("completion", "Completion of command lines, for bash and zsh");
  completion->footer("Example: source <(izin completion bash)");
  completion->require_subcommand(1);
  AddScript(*completion, "bash", kBash, exit_code);
  AddScript(*completion, "zsh", kZsh, exit_code);
  // What the scripts ask; for no person.
  CLI::App* words = completion->add_subcommand("words", "What may come next")->group("");
  words->footer("Example: izin completion words -- classify --sc");
  const auto given = std::make_shared<std::vector<std::string>>();
  words->add_option("WORDS", *given, "the words after izin, the last of which is begun");
  words->callback([given, &app, &exit_code] { exit_code = PrintCandidates(app, *given); });
}

}  // namespace izin::cli
