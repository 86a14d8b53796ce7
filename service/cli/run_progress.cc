#include "service/cli/run_progress.h"

#include <cmath>
#include <cstdint>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"

#include "service/reclassify/summary_text.h"

namespace izin::cli {
namespace {

constexpr absl::Duration kOnTerminal = absl::Milliseconds(200);
constexpr absl::Duration kOnPlain = absl::Seconds(10);

std::string Clock(double seconds) {
  const std::int64_t whole = std::llround(seconds);
  if (whole < 3600) return absl::StrFormat("%d:%02d", whole / 60, whole % 60);
  return absl::StrFormat("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string ProgressText(const RegistryProgress& progress, absl::Duration elapsed,
                         Language language) {
  const bool is_english = language == Language::kEnglish;
  const double seconds = absl::ToDoubleSeconds(elapsed);
  const double rate = seconds > 0 ? static_cast<double>(progress.rows) / seconds : 0;
  std::string text =
      absl::StrCat(Thousands(progress.rows, language), is_english ? " rows" : " baris");
  const double share = progress.bytes == 0 ? 0
                                           : static_cast<double>(progress.bytes_read) /
                                                 static_cast<double>(progress.bytes);
  if (share > 0) absl::StrAppend(&text, absl::StrFormat(", %.0f%%", share * 100));
  absl::StrAppend(&text, ", ", Thousands(static_cast<std::int64_t>(rate), language),
                  is_english ? " rows/second" : " baris/detik");
  if (share > 0)
    absl::StrAppend(&text, is_english ? ", left " : ", sisa ",
                    Clock(seconds * (1 - share) / share));
  return text;
}

RunProgress::RunProgress(bool is_terminal, Language language)
    : is_terminal_(is_terminal), language_(language), start_(absl::Now()), last_(start_) {}

RunProgress::~RunProgress() {
  if (has_line_) std::cerr << "\n";
}

void RunProgress::Show(const RegistryProgress& progress) {
  const absl::Time now = absl::Now();
  if (now - last_ < (is_terminal_ ? kOnTerminal : kOnPlain)) return;
  last_ = now;
  const std::string text = ProgressText(progress, now - start_, language_);
  if (is_terminal_) {
    std::cerr << "\r" << text << "\x1b[K" << std::flush;
    has_line_ = true;
  } else {
    std::cerr << text << "\n";
  }
}

}  // namespace izin::cli
