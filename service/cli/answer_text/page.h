// A page of text for a terminal: lines that are broken at blanks, labels, and colours.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_PAGE_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_PAGE_H_

#include <ostream>
#include <string>

#include "absl/strings/string_view.h"

namespace izin::cli {

// Columns that a UTF-8 text takes on a terminal; colour codes take none.
std::size_t Columns(absl::string_view text);

// Single-threaded. The stream must outlive it.
class Page {
 public:
  enum class Colour { kBold, kRed, kGreen, kYellow };
  struct Options {
    std::size_t width = 100;  // columns; lines are broken before it, but never within a word
    bool use_colour = false;
  };

  Page(const Options& options, std::ostream& out) : options_(options), out_(out) {}

  // `text` in a colour, or as it is.
  std::string In(Colour colour, absl::string_view text) const;

  void Blank() { out_ << "\n"; }
  void Heading(absl::string_view text) { out_ << In(Colour::kBold, text) << "\n"; }
  // Begins with `lead` at `indent`; further lines begin under the text after it, or a little to the
  // right of a long lead, so that it does not push the text to the margin. The lead is never
  // broken.
  void Item(std::size_t indent, absl::string_view lead, absl::string_view text);
  void Text(std::size_t indent, absl::string_view text) { Item(indent, "", text); }
  // A label in a column of its own before the text.
  void Labelled(absl::string_view label, absl::string_view text);

 private:
  static constexpr std::size_t kLongestLead = 24;
  static constexpr std::size_t kHanging = 4;
  static constexpr std::size_t kLabelIndent = 2;
  static constexpr std::size_t kLabelWidth = 16;

  const Options options_;
  std::ostream& out_;
};

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_PAGE_H_
