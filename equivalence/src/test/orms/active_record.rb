# ruby active_record.rb URL: what applications do through ActiveRecord, with each statement that it sends.
require "active_record"

$stdout.sync = true
ActiveRecord::Migration.verbose = false
URL = ARGV[0]
puts "version #{ActiveRecord.version}"
ActiveRecord::Base.establish_connection("#{URL}?pool=5")
ActiveRecord::Base.default_timezone = :utc
ActiveSupport::Notifications.subscribe("sql.active_record") do |*, event|
  puts "sql: #{event[:sql]} #{event[:type_casted_binds]}" unless event[:name] == "SCHEMA"
end

class Record < ActiveRecord::Base
  self.abstract_class = true
end

class Customer < Record
  has_one :profile
  has_many :orders, -> { order(:id) }
  has_many :lines, through: :orders
  has_many :products, -> { reorder(:id).distinct }, through: :lines
  enum level: { basic: "basic", silver: "silver", gold: "gold" }
  scope :vip, -> { where("tags @> ARRAY['vip']") }
  validates :name, presence: true
  store_accessor :settings, :theme
end

class Profile < Record
  self.primary_key = "customer_id"
  belongs_to :customer
end

class Category < Record
  belongs_to :parent, class_name: "Category", optional: true
  has_many :children, class_name: "Category", foreign_key: "parent_id"
  has_many :products
end

class Product < Record
  self.locking_column = "version"
  belongs_to :category, optional: true
  has_and_belongs_to_many :labels, join_table: "product_labels"
end

class Label < Record
  has_and_belongs_to_many :products, join_table: "product_labels"
  validates :name, uniqueness: true
end

class Order < Record
  belongs_to :customer, counter_cache: true
  has_many :lines, -> { order(:id) }, dependent: :delete_all
  has_many :payments, dependent: :destroy
  enum state: { fresh: "new", paid: "paid", shipped: "shipped", cancelled: "cancelled" }
  accepts_nested_attributes_for :lines, allow_destroy: true
end

class Line < Record
  self.table_name = "order_lines"
  belongs_to :order
  belongs_to :product
end

class Payment < Record
  belongs_to :order
end

class CardPayment < Payment
end

class BankPayment < Payment
end

class Job < Record
end

class CustomerTotal < Record
  self.primary_key = "id"
end

class PriceChange < Record
end

def show(value)
  case value
  when ActiveRecord::Base then "#{value.class.name} #{value.attributes.map { |k, v| "#{k}=#{show(v)}" }.join(' ')}"
  when ActiveRecord::Relation, ActiveRecord::Result, Array then value.to_a.map { |each| show(each) }.join("\n  ")
  when Hash then value.map { |k, v| "#{show(k)}=>#{show(v)}" }.join(", ")
  when BigDecimal then value.to_s("F")
  when Time, ActiveSupport::TimeWithZone then value.utc.iso8601(6)
  else value.inspect
  end
end

def attempt(what)
  puts "#{what}: #{show(yield)}"
rescue StandardError => error
  puts "#{what} failed: #{error.class} #{error.message} #{error.cause && error.cause.class}"
  result = error.cause.respond_to?(:result) && error.cause.result
  if result
    puts [PG::PG_DIAG_SQLSTATE, PG::PG_DIAG_MESSAGE_DETAIL, PG::PG_DIAG_MESSAGE_HINT, PG::PG_DIAG_STATEMENT_POSITION,
          PG::PG_DIAG_SCHEMA_NAME, PG::PG_DIAG_TABLE_NAME, PG::PG_DIAG_COLUMN_NAME, PG::PG_DIAG_CONSTRAINT_NAME,
          PG::PG_DIAG_CONTEXT].map { |field| result.error_field(field) }.inspect
  end
end

def in_another_session
  Thread.new { ActiveRecord::Base.connection_pool.with_connection { yield } }.join
end

def read
  attempt("find") { Customer.find(3) }
  attempt("find many") { Customer.find([5, 2]) }
  attempt("none") { Customer.find(777) }
  attempt("find by") { Customer.find_by(email: "customer9@example.com") }
  attempt("first, last") { [Customer.first, Customer.last, Product.order(:price, :id).first(2)] }
  attempt("where") { Customer.where(active: true, level: %w[gold silver]).where.not(city: nil).order(:id).limit(5) }
  attempt("or") { Customer.where(id: 1..3).or(Customer.where("name LIKE ?", "Customer 2%")).order(id: :desc) }
  attempt("jsonb") { Customer.vip.where("settings->>'theme' = ?", "dark").order(:id).map(&:theme) }
  attempt("includes") { Customer.includes(orders: { lines: :product }).where(id: 1..3).order(:id).map { |c| [c.name, c.orders.map { |o| [o.id, o.lines.map { |l| [l.product.name, l.amount] }] }] } }
  attempt("eager_load") { Order.eager_load(:customer, :lines).where(customers: { level: "gold" }).order("orders.id, order_lines.line_no").limit(4).map { |o| [o.id, o.customer.name, o.lines.size] } }
  attempt("joins") { Order.joins(:customer, lines: :product).where(products: { id: 4..8 }).distinct.order(:id).pluck(:id, "customers.name", :state) }
  attempt("left_joins") { Customer.left_joins(:profile).where(profiles: { customer_id: nil }).order(:id).ids }
  attempt("through") { Customer.find(4).products.pluck(:id, :name) }
  attempt("many to many") { Product.find(7).labels.order(:name).pluck(:name) }
  attempt("counts") { [Order.count, Order.group(:state).count.sort, Order.group(:customer_id).having("count(*) > 1").order(:customer_id).limit(3).count] }
  attempt("calculations") { [Product.sum(:price), Product.average(:price), Product.minimum(:price), Product.maximum(:price), Line.group(:product_id).order(:product_id).limit(4).sum(:amount), Customer.distinct.count(:city)] }
  attempt("exists") { [Customer.exists?(7), Customer.exists?(name: "none"), Order.where(state: :paid).any?, Order.none.exists?] }
  attempt("select") { Customer.select(:id, :name, "(SELECT count(*) FROM orders o WHERE o.customer_id = customers.id) AS n").order("n DESC, id").limit(3).map { |c| [c.id, c.n] } }
  attempt("group") { Customer.joins(:orders).select("customers.*, count(orders.id) AS n").group("customers.id").order("customers.id").limit(3).map { |c| [c.name, c.n, c.settings] } }
  attempt("window") { Product.select(:id, "rank() OVER (PARTITION BY category_id ORDER BY price DESC) AS place").order(:id).limit(8).map { |p| [p.id, p.place] } }
  attempt("subquery") { Customer.where(id: Order.where(state: :paid).select(:customer_id)).order(:id).ids }
  attempt("from") { Customer.from(Customer.where(active: true), :customers).order(:id).limit(3).pluck(:name) }
  attempt("merge") { Order.joins(:customer).merge(Customer.vip).order(:id).ids }
  attempt("in batches") { Line.in_batches(of: 50).map { |batch| batch.sum(:quantity) } }
  attempt("find_each") { Product.where("price > 10").find_each(batch_size: 7).map(&:sku) }
  attempt("page") { Product.order(:name).offset(10).limit(5).pluck(:name) }
  attempt("view") { CustomerTotal.where("amount > 5").order(:id).limit(4) }
  attempt("inheritance") { [Payment.order(:id).limit(3), CardPayment.count, BankPayment.maximum(:amount)] }
  attempt("by sql") { Customer.find_by_sql(["WITH RECURSIVE c AS (SELECT id, name, 0 AS depth FROM categories WHERE parent_id IS NULL UNION ALL SELECT k.id, k.name, depth + 1 FROM categories k JOIN c ON k.parent_id = c.id) SELECT * FROM c WHERE depth >= ? ORDER BY id", 1]) }
  attempt("select_all") { Record.connection.select_all("SELECT id, order_total(id) AS total FROM orders ORDER BY id LIMIT 4") }
  attempt("explain") { Customer.where(id: 1).explain.lines.size.positive? }
  attempt("optimizer") { Product.where(id: 1).annotate("a comment").pluck(:id) }
end

def write
  attempt("create") { Customer.create!(email: "new@example.com", name: "New", level: :gold, tags: %w[a b], settings: { theme: "red" }) }
  attempt("nested") { Order.create!(customer_id: 2, state: :paid, lines_attributes: [{ line_no: 1, product_id: 3, quantity: 2, price: 4.5 }, { line_no: 2, product_id: 4, quantity: 1, price: 9 }]) }
  attempt("counter") { Customer.find(2).orders_count }
  attempt("build") { Customer.find(3).orders.create!(note: "built") }
  attempt("update") { Customer.find(4).tap { |c| c.update!(name: "Changed", settings: c.settings.merge("theme" => "blue")) } }
  attempt("update lines") { Order.find(5).tap { |o| o.update!(lines_attributes: [{ id: o.lines.first.id, quantity: 9 }, { id: o.lines.last.id, _destroy: true }]) }.lines.reload }
  attempt("touch and increment") { Product.find(5).tap { |p| p.increment!(:price, 1.5) }.price }
  attempt("toggle") { Customer.find(6).toggle!(:active) }
  attempt("update_columns") { Product.find(6).update_columns(name: "columns") }
  attempt("update_counters") { Customer.update_counters(7, orders_count: 3) }
  attempt("reset_counters") { Customer.reset_counters(7, :orders) }
  attempt("update_all") { Product.where(category_id: 4).update_all("price = price * 2") }
  attempt("update_all joined") { Order.joins(:customer).where(customers: { level: "gold" }).update_all(note: "gold") }
  attempt("update_all limited") { Order.order(:id).limit(3).update_all(note: "limited") }
  attempt("delete_all joined") { Line.joins(:order).where(orders: { state: "cancelled" }).delete_all }
  attempt("destroy") { Order.find(8).destroy! }
  attempt("delete_by") { Payment.delete_by(order_id: 9) }
  attempt("labels") { Product.find(7).tap { |p| p.labels = Label.where(name: %w[new unused]) }.labels.map(&:name).sort }
  attempt("label away") { Product.find(8).labels.delete(Label.find_by(name: "sale")) }
  attempt("insert_all") { Label.insert_all([{ name: "one" }, { name: "sale" }, { name: "two" }], returning: %w[id name]) }
  attempt("insert_all!") { Label.insert_all!([{ name: "three" }, { name: "sale" }]) }
  attempt("upsert_all") { Product.upsert_all([{ sku: "SKU-9", name: "nine", price: 99, version: 0 }, { sku: "SKU-NEW", name: "new", price: 1, version: 0 }], unique_by: :sku, returning: %w[id sku]) }
  attempt("upsert") { Label.upsert({ id: 2, name: "offer" }) }
  attempt("find_or_create") { [Label.find_or_create_by!(name: "fragile"), Label.find_or_create_by!(name: "brittle"), Label.create_or_find_by(name: "heavy")] }
  attempt("first_or_initialize") { Customer.where(email: "customer1@example.com").first_or_initialize.persisted? }
  attempt("payment") { [CardPayment.create!(order_id: 10, amount: 2, card_number: "4111"), BankPayment.find(3).becomes!(CardPayment).tap(&:save!)] }
  attempt("profile") { Customer.find(2).create_profile!(bio: "mine", picture: "\x00\xff".b) }
  attempt("function") { Record.connection.select_value("SELECT raise_prices(2, 1.5)") }
  attempt("procedure") { Record.connection.execute("CALL cancel_orders(3)").cmd_status }
  attempt("exec_update") { Record.connection.exec_update("UPDATE jobs SET attempts = attempts + 1 WHERE id > $1", "Jobs", [[nil, 15]]) }
  attempt("history") { PriceChange.order(:product_id, :before, :after) }
end

def transact
  attempt("rollback") { Customer.transaction { Customer.find(9).update!(name: "never"); raise ActiveRecord::Rollback } }
  attempt("savepoint") do
    Customer.transaction do
      Customer.find(10).update!(name: "kept")
      Customer.transaction(requires_new: true) { Customer.find(11).update!(name: "never"); raise ActiveRecord::Rollback }
      attempt("inner error") { Customer.transaction(requires_new: true) { Customer.create!(email: "customer5@example.com", name: "twice") } }
      Customer.where(id: 9..11).order(:id).pluck(:name)
    end
  end
  attempt("isolation") { Customer.transaction(isolation: :serializable) { [Customer.count, Customer.find(12).update!(name: "serial")] } }
  attempt("stale") do
    first, second = Product.find(10), Product.find(10)
    first.update!(name: "first")
    second.update!(name: "second")
  end
  attempt("stale destroy") do
    first, second = Order.find(11), Order.find(11)
    first.update!(note: "first")
    second.destroy!
  end
  attempt("lock") { Customer.transaction { Customer.lock.find(13).tap { |c| c.update!(name: "locked") } } }
  attempt("with_lock") { Order.find(12).tap { |o| o.with_lock { o.update!(note: "with lock") } } }
  attempt("queue") do
    Job.transaction do
      mine = Job.where(state: "ready").order(:id).limit(3).lock("FOR UPDATE SKIP LOCKED").to_a
      in_another_session { Job.transaction { attempt("another") { Job.where(state: "ready").order(:id).limit(3).lock("FOR UPDATE SKIP LOCKED").pluck(:id) } } }
      in_another_session { attempt("no wait") { Job.transaction { Job.lock("FOR UPDATE NOWAIT").find(mine.first.id) } } }
      Job.where(id: mine).update_all(state: "done")
      mine.map(&:id)
    end
  end
  attempt("lock joined") { Order.transaction { Order.joins(:customer).where(customers: { id: 14 }).lock("FOR UPDATE OF orders").order(:id).ids } }
  attempt("advisory") { [Record.connection.get_advisory_lock(42), Record.connection.release_advisory_lock(42)] }
end

def fail
  attempt("unique") { Customer.create!(email: "customer5@example.com", name: "twice") }
  attempt("unique of mine") { Customer.create!(email: "new@example.com", name: "twice") }
  attempt("validation") { Label.create!(name: "heavy") }
  attempt("presence") { Customer.create!(email: "x@example.com") }
  attempt("not null") { Customer.create!(name: "x") }
  attempt("foreign key") { Line.create!(order_id: 13, line_no: 9, product_id: 999, price: 1) }
  attempt("belongs to") { Order.create!(customer_id: 999) }
  attempt("referenced") { Customer.find(15).delete }
  attempt("check") { Product.find(11).update!(price: -1) }
  attempt("too long") { Product.find(11).update!(sku: "x" * 30) }
  attempt("range") { Product.find(11).update!(price: 10**10) }
  attempt("enum") { Order.where(id: 13).update_all(state: "lost") }
  attempt("generated") { Line.where(id: 13).update_all(amount: 1) }
  attempt("statement") { Customer.where("nothing = 1").to_a }
  attempt("insert_all") { Line.insert_all!([{ order_id: 13, line_no: 1, product_id: 1, price: 1 }]) }
end

def define
  migration = Class.new(ActiveRecord::Migration[6.1]) do
    def change
      add_column :customers, :phone, :string, limit: 20, default: "none", null: false
      add_column :labels, :products_count, :integer, default: 0
      create_table(:coupons) do |t|
        t.string :code, null: false, index: { unique: true }
        t.references :customer, foreign_key: true
        t.timestamps default: Time.utc(2025, 1, 1)
      end
      rename_column :products, :name, :title
    end
  end
  attempt("migrate") { migration.migrate(:up).nil? }
  [Customer, Label, Product].each(&:reset_column_information)
  Object.const_set(:Coupon, Class.new(Record) { self.table_name = "coupons"; belongs_to :customer })
  attempt("coupon") { Coupon.create!(code: "TEN", customer_id: 16).customer.phone }
  attempt("again") { Coupon.create!(code: "TEN", customer_id: 17) }
  attempt("phones") { Customer.where(phone: "none").count }
  attempt("phone") { Customer.find(17).tap { |c| c.update!(phone: "17") } }
  attempt("title") { Product.order(:title).limit(3).pluck(:title) }
  attempt("rolled back") { migration.migrate(:down).nil? }
  [Customer, Label, Product].each(&:reset_column_information)
  attempt("names") { Product.order(:name).limit(3).pluck(:name) }
end

read
write
read
transact
fail
define
read
puts "history: done"
