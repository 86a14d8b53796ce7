// What holds of the rulesets of a data folder together.

#ifndef IZIN_DATA_LOADER_CHECK_FOLDER_H_
#define IZIN_DATA_LOADER_CHECK_FOLDER_H_

#include <string>

#include "data/loader/rule_issue.h"

namespace izin {

// Reads the headers of all rulesets below `data_dir` and adds an issue for each day that several of
// them claim, told where the earlier one should end, for two of one id, and for a folder that holds
// none. What is wrong with one ruleset alone is told by whoever builds it.
void CheckRulesetFolders(const std::string& data_dir, RuleIssues& issues);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_CHECK_FOLDER_H_
