#include "service/cli/completion.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/cli/completion_values.h"

namespace izin::cli {
namespace {

bool TakesValue(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

// Where a line has come to before its last word.
struct Line {
  const CLI::App* command;
  const CLI::Option* pending = nullptr;  // whose value comes next
  std::size_t arguments = 0;             // positional ones until now
};

const CLI::App* CommandNamed(const CLI::App& app, const std::string& name) {
  const auto found =
      app.get_subcommands([&name](const CLI::App* one) { return one->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

void Step(const std::string& word, Line& line) {
  if (word == "=") return;  // bash parts --flag=value in three
  if (line.pending != nullptr) {
    line.pending = nullptr;
  } else if (absl::StartsWith(word, "-")) {
    const CLI::Option* option = line.command->get_option_no_throw(word);
    if (option != nullptr && TakesValue(*option)) line.pending = option;
  } else if (const CLI::App* next = CommandNamed(*line.command, word); next != nullptr) {
    line = {.command = next};
  } else {
    ++line.arguments;
  }
}

// The argument that comes next; the last one if it takes several.
const CLI::Option* NextArgument(const Line& line) {
  std::vector<const CLI::Option*> arguments;
  for (const CLI::Option* option : line.command->get_options()) {
    if (option->get_positional()) arguments.push_back(option);
  }
  if (line.arguments < arguments.size()) return arguments[line.arguments];
  const bool goes_on = !arguments.empty() && arguments.back()->get_items_expected_max() > 1;
  return goes_on ? arguments.back() : nullptr;
}

void AddCommands(const CLI::App& command, const std::string& begun,
                 std::vector<Candidate>& candidates) {
  for (const CLI::App* one : command.get_subcommands([](const CLI::App*) { return true; })) {
    const bool is_shown = !one->get_group().empty();
    if (is_shown && absl::StartsWith(one->get_name(), begun))
      candidates.push_back({one->get_name(), one->get_description()});
  }
}

// Those that do not stand among `words` yet.
void AddFlags(const CLI::App& command, absl::Span<const std::string> words,
              const std::string& begun, std::vector<Candidate>& candidates) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) continue;
    const std::string name = option->get_name();
    const bool is_there = std::find(words.begin(), words.end(), name) != words.end();
    if (!is_there && absl::StartsWith(name, begun))
      candidates.push_back({name, option->get_description()});
  }
}

}  // namespace

std::vector<Candidate> Complete(const CLI::App& app, absl::Span<const std::string> words,
                                bool is_english) {
  Line line{.command = &app};
  if (words.empty()) return {};
  const absl::Span<const std::string> before = words.subspan(0, words.size() - 1);
  for (const std::string& word : before) Step(word, line);
  const std::string begun = words.back() == "=" ? "" : words.back();
  std::vector<Candidate> candidates;
  if (line.pending != nullptr)
    return ValuesAt({*line.command, *line.pending, before, begun}, is_english);
  if (const std::size_t equals = begun.find('=');
      absl::StartsWith(begun, "--") && equals != std::string::npos) {
    const CLI::Option* option = line.command->get_option_no_throw(begun.substr(0, equals));
    if (option == nullptr) return {};
    candidates = ValuesAt({*line.command, *option, before, begun.substr(equals + 1)}, is_english);
    for (Candidate& one : candidates)
      one.text = absl::StrCat(begun.substr(0, equals + 1), one.text);
    return candidates;
  }
  if (!absl::StartsWith(begun, "-")) {
    AddCommands(*line.command, begun, candidates);
    if (const CLI::Option* argument = NextArgument(line); argument != nullptr) {
      for (Candidate& value : ValuesAt({*line.command, *argument, before, begun}, is_english))
        candidates.push_back(std::move(value));
      return candidates;
    }
  }
  if (candidates.empty()) AddFlags(*line.command, before, begun, candidates);
  return candidates;
}

}  // namespace izin::cli
