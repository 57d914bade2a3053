# demarche_room(NAME SOURCES a.cpp ... USES demarche::base fmt::fmt ... [PRIVATE_USES simdjson::simdjson])
#
# One static library a room. The public headers of a room lie in src/NAME/include; a target sees
# only the headers of the rooms it links, so an include against the arrows does not compile.
function(demarche_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;PRIVATE_USES" ${ARGN})
  set(target demarche_${name})
  add_library(${target} STATIC ${ROOM_SOURCES})
  add_library(demarche::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(${target}
    PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${target} PUBLIC ${ROOM_USES}
    PRIVATE ${ROOM_PRIVATE_USES} $<BUILD_INTERFACE:demarche_flags>)
  set_property(GLOBAL APPEND PROPERTY DEMARCHE_ROOMS ${target})
endfunction()
