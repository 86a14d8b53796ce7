// The methods of the public contract, served or not.

#ifndef IZIN_SERVICE_TRANSPORT_CONTRACT_METHODS_H_
#define IZIN_SERVICE_TRANSPORT_CONTRACT_METHODS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace izin {

struct ContractMethod {
  std::string path;  // "izin.v1.KbliService/GetKbliEntry"
  std::string name;  // "GetKbliEntry": of one method alone
};

// All of them, in the order of the files. Made once, and lives as long as the process.
const std::vector<ContractMethod>& ContractMethods();

// One that is called: looked up by its name once, and by its number with each call.
struct CalledMethod {
  const char* name = "";  // lives as long as the process; "" where the contract has none
  int number = -1;        // its place in ContractMethods(); -1: the same
};

// Of the method "GetKbliEntry"; of none where the contract has no such name.
CalledMethod MethodNamed(absl::string_view name);
// Of that at "/izin.v1.KbliService/GetKbliEntry", as HTTP has it; the same.
CalledMethod CalledMethodAt(absl::string_view path);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_CONTRACT_METHODS_H_
