#include "show_state.hpp"
