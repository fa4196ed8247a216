"""How people get in: login, second factor, sessions, single sign-on. Nobody signs up."""
