/** SQL: no earlier delivery of the same incident waits on the same channel as the row `delivery`. */
export const NOTHING_EARLIER = `NOT EXISTS (
  SELECT FROM delivery earlier WHERE earlier.incident_id = delivery.incident_id AND earlier.channel_id = delivery.channel_id
    AND earlier.state = 'waiting' AND earlier.seq < delivery.seq)`
