-- What needs somebody's hand is found by its state, closed visits among them.

CREATE INDEX visits_by_state ON visits (state);
