// Two messages of one type compared field by field, with paths for people.

#ifndef IZIN_SERVICE_REVIEW_MESSAGE_DIFF_H_
#define IZIN_SERVICE_REVIEW_MESSAGE_DIFF_H_

#include <string>
#include <vector>

#include "google/protobuf/message.h"

#include "izin/v1/ruleset.pb.h"

namespace izin {

// What differs between two entries of the list `list`, in the order of the fields; without the
// place of an entry in its file. Each difference says what it amounts to by itself. Empty if and
// only if both write the same bytes but for that.
std::vector<v1::RuleDifference> CompareEntries(const std::string& list,
                                               const google::protobuf::Message& from,
                                               const google::protobuf::Message& to);

// Words for elements of a repeated field, in order: "A, B".
std::string Joined(const std::vector<std::string>& elements);

// Keys of equal entries told apart: "A", "B", "A#2".
void NumberDuplicates(std::vector<std::string>& keys);

// Two sequences of distinct keys: true if what both hold stands in another order, and then the
// first key of each that does.
bool IsReordered(const std::vector<std::string>& from, const std::vector<std::string>& to,
                 std::string& first_from, std::string& first_to);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_MESSAGE_DIFF_H_
