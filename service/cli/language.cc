#include "service/cli/language.h"

#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace izin::cli {
namespace {

// What the environment names; empty if nothing.
absl::string_view Locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return "";
}

}  // namespace

bool SpeaksEnglish(absl::string_view asked) {
  return asked.empty() ? !absl::StartsWith(Locale(), "id") : asked != "id";
}

std::string AnswerLanguage(absl::string_view asked) {
  if (!asked.empty()) return std::string(asked);
  return absl::StartsWith(Locale(), "en") ? "en" : "id";
}

std::string LanguageAsked(absl::Span<const char* const> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    absl::string_view word = words[i];
    if (word == "--lang" && i + 1 < words.size()) return words[i + 1];
    if (absl::ConsumePrefix(&word, "--lang=")) return std::string(word);
  }
  return "";
}

}  // namespace izin::cli
