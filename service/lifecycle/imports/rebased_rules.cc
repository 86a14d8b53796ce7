#include "service/lifecycle/imports/rebased_rules.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace izin {
namespace {

// Walks the text of a rule file past comments and strings.
class RuleTextWalk {
 public:
  explicit RuleTextWalk(absl::string_view text) : text_(text) {}

  std::string Replace(const CodesOf& codes_of) {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        Copy(std::min(text_.find('\n', at_), text_.size()));
      } else if (text_[at_] == '"') {
        Copy(EndOfString(at_));
      } else if (IsField()) {
        ReplaceList(codes_of);
      } else {
        Copy(at_ + 1);
      }
    }
    return std::move(out_);
  }

 private:
  static constexpr absl::string_view kField = "kbli:";

  void Copy(std::size_t end) {
    out_.append(text_.data() + at_, end - at_);
    at_ = end;
  }

  std::size_t EndOfString(std::size_t begin) const {
    std::size_t end = begin + 1;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text_.size());
  }

  bool IsField() const {
    const bool begins =
        at_ == 0 ||
        !(absl::ascii_isalnum(static_cast<unsigned char>(text_[at_ - 1])) || text_[at_ - 1] == '_');
    return begins && text_.substr(at_, kField.size()) == kField;
  }

  // From the name of the field to the end of its value or list.
  void ReplaceList(const CodesOf& codes_of) {
    std::vector<std::string> codes;
    std::size_t end = at_ + kField.size();
    bool is_list = false;
    while (end < text_.size()) {
      const char c = text_[end];
      if (c == '"') {
        const std::size_t close = EndOfString(end);
        codes.emplace_back(text_.substr(end + 1, close - end - 2));
        end = close;
        if (!is_list) break;
        continue;
      }
      if (c == '[') is_list = true;
      ++end;
      if (c == ']') break;
    }
    const std::vector<std::string> replaced = codes_of(codes);
    // Without a code the list would mean all of them: what stood there is refused by the compiler.
    if (replaced.empty()) return Copy(end);
    absl::StrAppend(&out_, kField, " [\"", absl::StrJoin(replaced, "\", \""), "\"]");
    at_ = end;
  }

  absl::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

// The prefixes of `codes` whose branches hold no other code of `kbli`, and the codes outside them.
std::vector<std::string> Shortened(const KbliCatalogue& kbli, std::set<std::string> codes) {
  std::vector<std::string> out;
  for (std::size_t length = 2; length <= 5; ++length) {
    std::set<std::string> prefixes;
    for (const std::string& code : codes) prefixes.insert(code.substr(0, length));
    for (const std::string& prefix : prefixes) {
      bool is_whole = true;
      for (int i = 0; i < kbli.subclass_count() && is_whole; ++i)
        is_whole = !kbli.IsUnder(i, prefix) || codes.contains(kbli.CodeAt(i).ToString());
      if (!is_whole) continue;
      out.push_back(prefix);
      for (auto it = codes.begin(); it != codes.end();)
        it = it->substr(0, length) == prefix ? codes.erase(it) : std::next(it);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::string WithoutVerification(absl::string_view text) {
  constexpr absl::string_view kUnverified = "verification: \"UNVERIFIED\"";
  return absl::StrReplaceAll(text, {{"verification: \"REGULATION_TEXT\"", kUnverified},
                                    {"verification: \"OFFICIAL_SNAPSHOT\"", kUnverified},
                                    {"verification: \"SECONDARY\"", kUnverified}});
}

std::string WithKbliLists(absl::string_view text, const CodesOf& codes_of) {
  return RuleTextWalk(text).Replace(codes_of);
}

std::vector<std::string> CodesInEdition(const Ruleset& base, KbliEdition to,
                                        const std::vector<std::string>& prefixes) {
  const KbliCatalogue& kbli = base.kbli();
  std::set<std::string> codes;
  for (int i = 0; i < kbli.subclass_count(); ++i) {
    const bool is_meant =
        std::any_of(prefixes.begin(), prefixes.end(),
                    [&](const std::string& prefix) { return kbli.IsUnder(i, prefix); });
    if (!is_meant) continue;
    for (const KbliCode& other :
         base.data().conversion.CounterpartsOf(kbli.CodeAt(i), kbli.edition(), to))
      codes.insert(other.ToString());
  }
  return Shortened(base.kbli(to), std::move(codes));
}

}  // namespace izin
