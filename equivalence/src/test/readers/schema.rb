# What ActiveRecord reads of a database, as schema.rb and in itself: the URL is the only argument.
require "active_record"

ActiveRecord::Base.establish_connection(ARGV[0])
puts "version #{ActiveRecord.version}"
connection = ActiveRecord::Base.connection
ActiveRecord::SchemaDumper.dump(connection, $stdout)
plain = ->(value) { value.inspect.gsub(/0x\h+/, "") }
connection.tables.sort.each do |table|
  puts table, plain.(connection.primary_keys(table))
  puts connection.columns(table).map(&plain)
  puts connection.indexes(table).map(&plain).sort, connection.foreign_keys(table).map(&plain).sort
end
puts connection.views.sort.inspect, connection.extensions.sort.inspect
puts "history: done"
