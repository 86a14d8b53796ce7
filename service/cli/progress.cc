#include "service/cli/progress.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

namespace izin::cli {
namespace {

constexpr absl::Duration kBetween = absl::Milliseconds(200);

// "12.800", in English "12,800".
std::string Counted(std::int64_t number, bool is_english) {
  std::string digits = absl::StrCat(number);
  for (std::size_t end = digits.size(); end > 3; end -= 3)
    digits.insert(end - 3, is_english ? "," : ".");
  return digits;
}

}  // namespace

void Progress::Tell(const Done& done) {
  const absl::Time now = clock_.Now();
  if (now - last_ < kBetween) return;
  last_ = now;
  Write(done);
}

void Progress::End(const Done& done) {
  if (width_ == 0) return;
  Write(done);
  out_ << "\n" << std::flush;
}

void Progress::Write(const Done& done) {
  const bool is_english = options_.is_english;
  std::string text =
      absl::StrCat("izin: ", Counted(done.lines, is_english), is_english ? " lines, " : " baris, ",
                   Counted(done.errors, is_english), is_english ? " refused" : " ditolak");
  if (options_.total_bytes > 0) {
    const std::int64_t share = 100 * done.bytes / options_.total_bytes;
    absl::StrAppend(&text, ", ", std::min<std::int64_t>(share, 100), " %");
  }
  const std::size_t before = width_;
  width_ = text.size();
  // Blanks over what was longer.
  out_ << "\r" << text << std::string(before > width_ ? before - width_ : 0, ' ') << std::flush;
}

}  // namespace izin::cli
