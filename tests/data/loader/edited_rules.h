// The real data of a ruleset with something changed, and what the loader says of it. The ground is
// real, so that nothing but the change can be at fault.

#ifndef IZIN_TESTS_DATA_LOADER_EDITED_RULES_H_
#define IZIN_TESTS_DATA_LOADER_EDITED_RULES_H_

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/bundle.h"

namespace izin {

inline const SourceTree& RealTree(const std::string& id = "pp28-2025") {
  static auto* const trees = new std::map<std::string, SourceTree>;
  auto it = trees->find(id);
  if (it == trees->end()) it = trees->emplace(id, *ReadSourceTree("data", id)).first;
  return it->second;
}

// A change of the tree; the text that it looks for must be there.
using Edit = std::function<void(SourceTree&)>;

inline Edit Replace(const std::string& file, const std::string& from, const std::string& to) {
  return [=](SourceTree& tree) {
    ASSERT_TRUE(tree.contains(file)) << file;
    std::string& text = tree[file];
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << "no \"" << from << "\" in " << file;
    text.replace(at, from.size(), to);
  };
}

inline Edit Append(const std::string& file, const std::string& text) {
  return [=](SourceTree& tree) {
    ASSERT_TRUE(tree.contains(file)) << file;
    tree[file] += text;
  };
}

inline Edit Remove(const std::string& file) {
  return [=](SourceTree& tree) { ASSERT_EQ(tree.erase(file), 1U) << file; };
}

// Keeps the first line, which is the header of a table.
inline Edit OnlyHeader(const std::string& file) {
  return [=](SourceTree& tree) {
    std::string& text = tree[file];
    ASSERT_NE(text.find('\n'), std::string::npos) << file;
    text.resize(text.find('\n') + 1);
  };
}

inline std::vector<RuleIssue> FaultsOf(const SourceTree& tree) {
  RuleIssues issues;
  const absl::StatusOr<BuiltRuleset> built = BuildRuleset(tree, issues);
  EXPECT_EQ(built.ok(), !issues.has_errors());
  return issues.Sorted();
}

inline std::vector<RuleIssue> FaultsOf(const Edit& edit, const std::string& id = "pp28-2025") {
  SourceTree tree = RealTree(id);
  edit(tree);
  return FaultsOf(tree);
}

// The line, from 1, of the first `needle` of a file.
inline int LineOf(const SourceTree& tree, const std::string& file, const std::string& needle) {
  const std::string& text = tree.at(file);
  const std::size_t at = text.find(needle);
  EXPECT_NE(at, std::string::npos) << needle;
  return 1 + static_cast<int>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

// The line that text appended to a file begins on.
inline int EndOf(const SourceTree& tree, const std::string& file) {
  const std::string& text = tree.at(file);
  return 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

// The old regime's rules with `entry` appended to `file`: a fault stands there and says `told`.
inline void ExpectRefused(const std::string& file, const std::string& entry,
                          const std::string& told);

// Of a list of faults: one stands in `file` at `line` and says `part`.
MATCHER_P3(Tells, file, line, part, "") {
  for (const RuleIssue& fault : arg) {
    if (fault.file == file && fault.line == line && fault.message.find(part) != std::string::npos)
      return true;
  }
  *result_listener << "of " << arg.size() << " faults";
  for (std::size_t i = 0; i < arg.size() && i < 5; ++i)
    *result_listener << "\n  " << arg[i].ToString();
  return false;
}

inline void ExpectRefused(const std::string& file, const std::string& entry,
                          const std::string& told) {
  const std::string path = "rulesets/pp24-2018/" + file;
  EXPECT_THAT(FaultsOf(Append(path, entry + "\n"), "pp24-2018"),
              Tells(path, EndOf(RealTree("pp24-2018"), path), told))
      << entry;
}

// A citation, for entries that need one.
inline const char kCited[] =
    " legal_basis { regulation: \"PP\" provision: \"1\" verification: \"UNVERIFIED\" } ";

}  // namespace izin

#endif  // IZIN_TESTS_DATA_LOADER_EDITED_RULES_H_
