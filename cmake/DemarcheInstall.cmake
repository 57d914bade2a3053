# Binary, libraries, headers, knowledge, models and a CMake package: `find_package(demarche)`.
include(CMakePackageConfigHelpers)
get_property(rooms GLOBAL PROPERTY DEMARCHE_ROOMS)

install(TARGETS ${rooms} EXPORT demarcheTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS demarche RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
foreach(room base scoring formats language knowledge coding record)
  install(DIRECTORY src/${room}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endforeach()
install(DIRECTORY data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/demarche/data)
install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/demarche/models)
install(EXPORT demarcheTargets NAMESPACE demarche::
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/demarche)
configure_package_config_file(cmake/demarcheConfig.cmake.in
  "${CMAKE_CURRENT_BINARY_DIR}/demarcheConfig.cmake"
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/demarche)
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/demarcheConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/demarcheConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/demarcheConfigVersion.cmake"
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/demarche)
