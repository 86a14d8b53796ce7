# What `cmake --install` puts into a prefix: the programs, and the libraries for other components of a portal, which they
# find by find_package(Izin) and link as izin::<name>.
include_guard(GLOBAL)
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# Library <NAME> becomes part of the package; so must every library of ours that it links. HDRS: those for its callers,
# as paths from the root or from the folder of generated headers; they land under include/izin with that path.
function(izin_install_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "HDRS")
  izin_require(arg NAME)
  set_target_properties(izin_${arg_NAME} PROPERTIES EXPORT_NAME ${arg_NAME})
  target_include_directories(izin_${arg_NAME} PUBLIC $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/izin>)
  install(TARGETS izin_${arg_NAME} EXPORT IzinTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/izin COMPONENT libraries)
  foreach(header IN LISTS arg_HDRS)
    set(root ${PROJECT_SOURCE_DIR})
    if(header MATCHES "\\.pb\\.h$")
      set(root ${IZIN_GENERATED})
    endif()
    cmake_path(GET header PARENT_PATH folder)
    install(FILES ${root}/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/izin/${folder} COMPONENT libraries)
  endforeach()
endfunction()

# The package itself; call it once, after the libraries.
function(izin_install_package)
  set(folder ${CMAKE_INSTALL_LIBDIR}/cmake/Izin)
  install(EXPORT IzinTargets NAMESPACE izin:: DESTINATION ${folder} COMPONENT libraries)
  configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/IzinConfig.cmake.in ${PROJECT_BINARY_DIR}/IzinConfig.cmake
                                INSTALL_DESTINATION ${folder} NO_SET_AND_CHECK_MACRO)
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/IzinConfigVersion.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/IzinConfig.cmake ${PROJECT_BINARY_DIR}/IzinConfigVersion.cmake
          DESTINATION ${folder} COMPONENT libraries)
endfunction()
