// The methods of the public contract, served or not.

#ifndef IZIN_SERVICE_SERVER_ACCESS_CONTRACT_METHODS_H_
#define IZIN_SERVICE_SERVER_ACCESS_CONTRACT_METHODS_H_

#include <string>
#include <vector>

namespace izin {

struct ContractMethod {
  std::string path;  // "izin.v1.KbliService/GetKbliEntry"
  std::string name;  // "GetKbliEntry": of one method alone
};

// All of them, in the order of the files.
std::vector<ContractMethod> ContractMethods();

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_CONTRACT_METHODS_H_
